import { Body, Controller, Delete, Get, Param, Post, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { deleteSavedHunt, getSavedHunt, listSavedHunts, type SavedHunt, saveHunt } from '#casebook/hunts';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type Asking, actorOf, WhoAsks } from '../access/asking.js';
import { canonicalHunt, KeptId, NewSavedHunt, SavedHuntAnswer, SavedHunts, shapeSavedHunt } from './kept-hunt-shape.js';

const INVALID = ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody });
const UNKNOWN = ApiResponse({ status: 404, description: 'No such hunt', standardSchema: ProblemBody });
const GONE = ApiResponse({
  status: 410,
  description: 'It was deleted; says by whom and when, and what it asked',
  standardSchema: ProblemBody,
});

/** Hunts under a name, so that others find them. */
@ApiTags('hunts')
@Controller('v1/saved-hunts')
export class SavedHuntsController {
  constructor(
    private readonly casebook: Casebook,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allows('usage', 'read', 'usage:read')
  @ApiOperation({ summary: 'Which hunts are saved?' })
  @ApiOkResponse({ description: 'Latest first', standardSchema: SavedHunts })
  @SerializeOptions({ schema: SavedHunts })
  async listSavedHunts(): Promise<SavedHunts> {
    return { hunts: (await listSavedHunts(this.casebook)).map(shapeSavedHunt) };
  }

  @Post()
  @Allows('usage', 'read', 'hunts:save')
  @ApiOperation({ summary: 'Save a hunt under a name' })
  @ApiCreatedResponse({ description: 'As it was saved', standardSchema: SavedHuntAnswer })
  @INVALID
  @SerializeOptions({ schema: SavedHuntAnswer })
  async saveHunt(
    @Body({ schema: NewSavedHunt }) { name, hunt }: z.infer<typeof NewSavedHunt>,
    @WhoAsks() asking: Asking,
  ): Promise<SavedHuntAnswer> {
    const address = canonicalHunt(hunt);
    const savedBy = actorOf(asking);
    return shapeSavedHunt(await saveHunt(this.casebook, { name, address, savedBy, savedAt: this.clock.now() }));
  }

  @Get(':id')
  @Allows('usage', 'read', 'usage:read')
  @ApiOperation({ summary: 'What does a saved hunt ask?' })
  @ApiOkResponse({ description: 'The hunt', standardSchema: SavedHuntAnswer })
  @INVALID
  @UNKNOWN
  @GONE
  @SerializeOptions({ schema: SavedHuntAnswer })
  async getSavedHunt(@Param('id', { schema: KeptId }) id: string): Promise<SavedHuntAnswer> {
    const found = known(await getSavedHunt(this.casebook, id), id);
    if (found.deletedAt === null) return shapeSavedHunt(found);
    throw new Problem(
      410,
      'hunt_deleted',
      `"${found.name}" was deleted by ${found.deletedBy} at ${found.deletedAt.toISOString()}`,
      `it asked ?${found.address}; open that, or save it anew`,
    );
  }

  @Delete(':id')
  @Allows('usage', 'read', 'hunts:save')
  @ApiOperation({
    summary: 'Take a saved hunt off the list',
    description: 'A link to it goes on telling what it asked.',
  })
  @ApiOkResponse({ description: 'As it was', standardSchema: SavedHuntAnswer })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: SavedHuntAnswer })
  async deleteSavedHunt(
    @Param('id', { schema: KeptId }) id: string,
    @WhoAsks() asking: Asking,
  ): Promise<SavedHuntAnswer> {
    const deleted = await deleteSavedHunt(this.casebook, id, actorOf(asking), this.clock.now());
    return shapeSavedHunt(known(deleted, id));
  }
}

function known(found: SavedHunt | undefined, id: string): SavedHunt {
  if (found !== undefined) return found;
  throw new Problem(404, 'hunt_unknown', `there is no saved hunt ${id}`, 'see GET /v1/saved-hunts for those there are');
}
