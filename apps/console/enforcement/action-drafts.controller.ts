import { Body, Controller, HttpCode, Post, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { actionSetFile } from '#casebook/action-sets';
import { Casebook } from '#casebook/casebook';
import { seededOrder } from '#casework/action-set';
import { unacknowledged } from '#casework/blast-radius';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { ActionPreviews } from './action-previews.js';
import { ActionSet, BlastRadius, NewActionSet, WantedAction } from './action-set-shape.js';
import { EnforcementDesk, unknownSet } from './enforcement-desk.js';
import { shapeActionSet } from './shape-action-set.js';

const INVALID = ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody });
const UNKNOWN = ApiResponse({ status: 404, description: 'No such incident', standardSchema: ProblemBody });

/** What an action would do, before anything is done. */
@ApiTags('enforcement')
@Controller('v1/action-sets')
export class ActionDraftsController {
  constructor(
    private readonly casebook: Casebook,
    private readonly desk: EnforcementDesk,
    private readonly previews: ActionPreviews,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @Allows('enforcement', 'preview')
  @ApiOperation({ summary: 'What would happen?', description: 'Counts the 30 days before; nothing is written.' })
  @ApiOkResponse({ description: 'Whom it would hit, and what to know before', standardSchema: BlastRadius })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: BlastRadius })
  async previewAction(
    @Body({ schema: WantedAction }) wanted: z.infer<typeof WantedAction>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<BlastRadius> {
    return (await this.previews.show(asking, wanted, this.desk.now())).radius;
  }

  @Post()
  @Allows('enforcement', 'execute')
  @ApiOperation({
    summary: 'Draft an action set as it was previewed',
    description: 'Refused when the outcome is another one by now, or a grave warning was not acknowledged.',
  })
  @ApiCreatedResponse({ description: 'The draft; nothing is done before it is executed', standardSchema: ActionSet })
  @INVALID
  @UNKNOWN
  @ApiResponse({ status: 409, description: 'It cannot be drafted as things stand', standardSchema: ProblemBody })
  @SerializeOptions({ schema: ActionSet })
  async draftActionSet(
    @Body({ schema: NewActionSet }) wanted: z.infer<typeof NewActionSet>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<ActionSet> {
    const { radius, accounts } = await this.previews.show(asking, wanted, this.desk.now());
    if (radius.preview !== wanted.preview) {
      throw new Problem(
        409,
        'preview_stale',
        'it would do something else by now than when it was previewed',
        'look at the preview again',
      );
    }
    const open = unacknowledged(radius.warnings, wanted.acknowledged);
    if (open.length > 0) {
      throw new Problem(
        409,
        'not_acknowledged',
        `acknowledged: lacks ${open.join(', ')}`,
        'read these warnings, and name them if you act all the same',
      );
    }
    const { incident, action, reason } = wanted;
    const expiresAt = wanted.expires_at === null ? null : new Date(wanted.expires_at);
    const drafted = { incident, action, accounts, expiresAt, reason, blastRadius: radius };
    const id = await this.desk.draft(asking.login, drafted, (seed) => seededOrder(seed, accounts));
    const file = await actionSetFile(this.casebook, id);
    if (file === undefined) throw unknownSet(id);
    return shapeActionSet(file, this.desk.now());
  }
}
