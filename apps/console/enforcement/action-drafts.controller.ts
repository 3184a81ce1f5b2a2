import { Body, Controller, HttpCode, Post, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { actionSetFile } from '#casebook/action-sets';
import { Casebook } from '#casebook/casebook';
import { getIncident } from '#casebook/incidents';
import { seededOrder } from '#casework/action-set';
import { unacknowledged } from '#casework/blast-radius';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Warehouse } from '#warehouse/warehouse';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { unknownIncident } from '../casework/case-desk.js';
import { ActionSet, BlastRadius, NewActionSet, WantedAction } from './action-set-shape.js';
import { EnforcementDesk, unknownSet } from './enforcement-desk.js';
import { previewAction } from './preview-action.js';
import { shapeActionSet } from './shape-action-set.js';

const INVALID = ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody });
const UNKNOWN = ApiResponse({ status: 404, description: 'No such incident', standardSchema: ProblemBody });

/** What an action would do, before anything is done. */
@ApiTags('enforcement')
@Controller('v1/action-sets')
export class ActionDraftsController {
  constructor(
    private readonly casebook: Casebook,
    private readonly warehouse: Warehouse,
    private readonly desk: EnforcementDesk,
    private readonly clock: Clock,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @Allows('enforcement', 'preview')
  @ApiOperation({ summary: 'What would happen?', description: 'Counts the 30 days before; nothing is written.' })
  @ApiOkResponse({ description: 'Whom it would hit, and what to know before', standardSchema: BlastRadius })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: BlastRadius })
  async previewAction(@Body({ schema: WantedAction }) wanted: z.infer<typeof WantedAction>): Promise<BlastRadius> {
    return (await this.#preview(wanted)).radius;
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
    @PersonAsks() { login }: PersonAsking,
  ): Promise<ActionSet> {
    const { radius, accounts } = await this.#preview(wanted);
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
    const id = await this.desk.draft(login, drafted, (seed) => seededOrder(seed, accounts));
    const file = await actionSetFile(this.casebook, id);
    if (file === undefined) throw unknownSet(id);
    return shapeActionSet(file, this.desk.now());
  }

  async #preview(wanted: z.infer<typeof WantedAction>) {
    const incident = await getIncident(this.casebook, wanted.incident);
    if (incident === undefined) throw unknownIncident(wanted.incident);
    if (incident.mergedInto !== null) {
      throw new Problem(409, 'merged', `it has gone into incident ${incident.mergedInto}`, 'act on that one');
    }
    const { casebook, warehouse } = this;
    const looking = { casebook, warehouse, now: this.clock.now(), wall: this.desk.now() };
    const preview = await previewAction(looking, wanted);
    const [stranger] = preview.strangers;
    if (stranger !== undefined) {
      throw new Problem(
        400,
        'invalid_request',
        `accounts, except: ${stranger} takes no part in the incident`,
        'name members alone',
      );
    }
    if (preview.accounts.length === 0) {
      throw new Problem(
        409,
        'nobody_left',
        'no account is left to act on',
        'name other accounts; networks and keys cannot be acted on',
      );
    }
    return preview;
  }
}
