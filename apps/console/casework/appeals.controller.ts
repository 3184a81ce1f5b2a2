import { Body, Controller, Get, Inject, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { liftFrom, standingElsewhere } from '#casebook/action-sets';
import { type AppealRow, fileAppeal, judgeAppeal, listAppeals, lockAppeal } from '#casebook/appeals';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { lockIncident, setIncident } from '#casebook/casework';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { IncidentId } from '../incident-shape.js';
import { WALL_CLOCK } from '../tokens.js';
import { unknownIncident } from './case-desk.js';
import { Appeal, AppealId, AppealJudgement, AppealQuery, Appeals, NewAppeal } from './casework-shape.js';
import { RecordsBlindLooks } from './records-blind-looks.js';

const UNKNOWN = ApiResponse({ status: 404, description: 'There is none of that id', standardSchema: ProblemBody });
const REFUSED = ApiResponse({
  status: 409,
  description: 'It cannot be done as things stand',
  standardSchema: ProblemBody,
});

/** What owners of accounts say against actions. */
@ApiTags('casework')
@Controller('v1')
export class AppealsController {
  constructor(
    private readonly casebook: Casebook,
    private readonly trail: AuditTrail,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  @Get('appeals')
  @Allows('appeal', 'read')
  @RecordsBlindLooks()
  @ApiOperation({ summary: 'Which appeals are there?' })
  @ApiOkResponse({ description: 'Latest filed first', standardSchema: Appeals })
  @SerializeOptions({ schema: Appeals })
  async appeals(
    @Query({ schema: AppealQuery }) { state, incident, account }: z.infer<typeof AppealQuery>,
  ): Promise<Appeals> {
    const rows = await listAppeals(this.casebook, {
      ...(state === undefined ? {} : { state }),
      ...(incident === undefined ? {} : { incident }),
      ...(account === undefined ? {} : { account }),
    });
    return { appeals: rows.map(shapeAppeal) };
  }

  @Post('incidents/:id/appeals')
  @Allows('appeal', 'file')
  @ApiOperation({ summary: 'Write down what an owner says against an action' })
  @ApiCreatedResponse({ description: 'The appeal', standardSchema: Appeal })
  @UNKNOWN
  @REFUSED
  @SerializeOptions({ schema: Appeal })
  async fileAppeal(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewAppeal }) { account, statement, received_at }: z.infer<typeof NewAppeal>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<Appeals['appeals'][number]> {
    const now = this.wall.now();
    return this.casebook.transaction('read committed', async (tx) => {
      if ((await lockIncident(tx, id)) === undefined) throw unknownIncident(id);
      const receivedAt = received_at === undefined ? now : new Date(received_at);
      const row = await fileAppeal(tx, { incident: id, account, statement, receivedAt, filedBy: login, filedAt: now });
      if (row === undefined) {
        throw new Problem(
          409,
          'appeal_open',
          'the account has an appeal that is not judged yet',
          'judge that one, see GET /v1/appeals',
        );
      }
      await setIncident(tx, id, {});
      const details = { incident: id, account };
      await this.trail.append(tx, {
        actor: login,
        action: 'appeal.file',
        objectKind: 'appeal',
        object: row.id,
        details,
        at: now,
      });
      return shapeAppeal(row);
    });
  }

  @Post('appeals/:id/judgement')
  @Allows('appeal', 'judge')
  @ApiOperation({
    summary: 'Judge an appeal',
    description:
      'Reversed lifts everything in force against the account, and against no other. Whoever acted does not judge.',
  })
  @ApiCreatedResponse({ description: 'The appeal as judged', standardSchema: Appeal })
  @UNKNOWN
  @REFUSED
  @SerializeOptions({ schema: Appeal })
  async judgeAppeal(
    @Param('id', { schema: AppealId }) id: string,
    @Body({ schema: AppealJudgement }) { outcome, reason }: z.infer<typeof AppealJudgement>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<Appeals['appeals'][number]> {
    const now = this.wall.now();
    return this.casebook.transaction('read committed', async (tx) => {
      const row = await lockAppeal(tx, id);
      if (row === undefined)
        throw new Problem(404, 'appeal_unknown', `there is no appeal ${id}`, 'see GET /v1/appeals');
      if (row.outcome !== null) {
        throw new Problem(
          409,
          'appeal_judged',
          `${row.judgedBy} has judged it already: ${row.outcome}`,
          'file another one if there is news',
        );
      }
      const standing = await standingElsewhere(tx, [row.account], undefined, now);
      if (standing.some(({ set }) => set.executedBy === login || set.draftedBy === login)) {
        throw new Problem(409, 'own_action', 'the action is your own', 'somebody else has to judge the appeal');
      }
      await judgeAppeal(tx, id, { outcome, reason, judgedBy: login, judgedAt: now });
      const lifted = outcome === 'reversed' ? await liftFrom(tx, row.account, `appeal ${id}`, now) : [];
      const deed = { actor: login, action: 'appeal.judge', objectKind: 'appeal', object: id, reason, at: now };
      await this.trail.append(tx, { ...deed, details: { outcome, lifted } });
      return shapeAppeal({ ...row, outcome, reason, judgedBy: login, judgedAt: now });
    });
  }
}

function shapeAppeal(row: AppealRow): Appeals['appeals'][number] {
  const { receivedAt, filedBy, filedAt, judgedBy, judgedAt, ...same } = row;
  return {
    ...same,
    received_at: receivedAt.toISOString(),
    filed_by: filedBy,
    filed_at: filedAt.toISOString(),
    judged_by: judgedBy,
    judged_at: judgedAt?.toISOString() ?? null,
  };
}
