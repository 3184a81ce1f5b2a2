import { Body, Controller, Get, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { markDiscovery } from '#casebook/discoveries';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type Asking, actorOf, WhoAsks } from '../access/asking.js';
import { Discoveries, Discovery, DiscoveryId, DiscoveryQuery, NewMark, shapeDiscovery } from './discovery-shape.js';
import { everyDiscovery, explained, type Listed } from './known-discoveries.js';

const UNKNOWN = ApiResponse({ status: 404, description: 'No such discovery', standardSchema: ProblemBody });

/** Milliseconds that the list of those waiting goes back. */
const LATELY = 30 * 86_400_000;

/** Growing clusters that no policy and no detector explains; none of them accuses anybody. */
@ApiTags('discoveries')
@Controller('v1/discoveries')
export class DiscoveriesController {
  constructor(
    private readonly casebook: Casebook,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allows('discovery', 'read', 'incidents:read')
  @ApiOperation({ summary: 'What is growing that nobody has an explanation for?', description: 'Latest seen first.' })
  @ApiOkResponse({ description: 'All of them', standardSchema: Discoveries })
  @SerializeOptions({ schema: Discoveries })
  async listDiscoveries(
    @Query({ schema: DiscoveryQuery }) { state: wanted }: z.infer<typeof DiscoveryQuery>,
  ): Promise<Discoveries> {
    const since = new Date(this.clock.now().getTime() - LATELY);
    const all = await everyDiscovery(this.casebook);
    const listed = await explained(
      this.casebook,
      all.filter(({ lastSeen }) => wanted === 'all' || lastSeen > since),
    );
    const isWaiting = ({ state, explainedBy }: Listed) => state === 'new' && explainedBy.length === 0;
    return { discoveries: listed.filter((each) => wanted === 'all' || isWaiting(each)).map(shapeDiscovery) };
  }

  @Get(':id')
  @Allows('discovery', 'read', 'incidents:read')
  @ApiOperation({ summary: 'Who is in one, and how did it grow?' })
  @ApiOkResponse({ description: 'The discovery', standardSchema: Discovery })
  @UNKNOWN
  @SerializeOptions({ schema: Discovery })
  async getDiscovery(@Param('id', { schema: DiscoveryId }) id: string): Promise<Discovery> {
    return shapeDiscovery(await this.#discovery(id));
  }

  @Post(':id/marks')
  @Allows('discovery', 'mark')
  @ApiOperation({
    summary: 'Say that you have looked at one, or what explains it',
    description: 'What was said before stands beside it; the latest counts.',
  })
  @ApiCreatedResponse({ description: 'The discovery as it then stands', standardSchema: Discovery })
  @UNKNOWN
  @SerializeOptions({ schema: Discovery })
  async markDiscovery(
    @Param('id', { schema: DiscoveryId }) id: string,
    @Body({ schema: NewMark }) { mark, reason }: z.infer<typeof NewMark>,
    @WhoAsks() asking: Asking,
  ): Promise<Discovery> {
    const { id: discovery } = await this.#discovery(id);
    const markedAt = this.clock.now();
    await markDiscovery(this.casebook, { discovery, mark, reason, markedBy: actorOf(asking), markedAt });
    return shapeDiscovery(await this.#discovery(id));
  }

  /** @throws {Problem} when there is none of that name */
  async #discovery(id: string): Promise<Listed> {
    const all = await everyDiscovery(this.casebook);
    const [found] = await explained(
      this.casebook,
      all.filter((each) => each.id === id),
    );
    if (found !== undefined) return found;
    throw new Problem(404, 'discovery_unknown', `there is no discovery ${id}`, 'see GET /v1/discoveries?state=all');
  }
}
