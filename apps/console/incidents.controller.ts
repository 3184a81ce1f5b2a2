import { Body, Controller, Get, Inject, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { decideIncident, getIncident, type IncidentFilter, listIncidents } from '#casebook/incidents';
import { decide } from '#incident/life-cycle';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from './access/allows.js';
import { type Asking, actorOf, WhoAsks } from './access/asking.js';
import { RecordsBlindLooks } from './casework/records-blind-looks.js';
import {
  IncidentDetail,
  IncidentId,
  IncidentPage,
  IncidentQuery,
  NewDisposition,
  shapeIncident,
  shapeIncidentDetail,
} from './incident-shape.js';
import { WALL_CLOCK } from './tokens.js';

const INVALID = ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody });
const UNKNOWN = ApiResponse({ status: 404, description: 'No such incident', standardSchema: ProblemBody });

/** The cases people work on: read them, decide on them. */
@ApiTags('incidents')
@Controller('v1/incidents')
export class IncidentsController {
  constructor(
    private readonly casebook: Casebook,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  @Get()
  @Allows('incident', 'read', 'incidents:read')
  @RecordsBlindLooks()
  @ApiOperation({
    summary: 'Which incidents are there?',
    description: 'Latest seen first; filters are joined by "and".',
  })
  @ApiOkResponse({ description: 'A page of them', standardSchema: IncidentPage })
  @INVALID
  @SerializeOptions({ schema: IncidentPage })
  async listIncidents(@Query({ schema: IncidentQuery }) query: z.infer<typeof IncidentQuery>): Promise<IncidentPage> {
    const page = await listIncidents(this.casebook, filterOf(query)).catch((error: unknown) => {
      if (!(error instanceof RangeError)) throw error;
      throw new Problem(400, 'invalid_request', 'cursor: is none of ours', 'take next_cursor of the page before', {
        cause: error,
      });
    });
    return { incidents: page.incidents.map(shapeIncident), next_cursor: page.cursor ?? null };
  }

  @Get(':id')
  @Allows('incident', 'read', 'incidents:read')
  @ApiOperation({ summary: 'What is known of one incident?', description: 'Its 200 latest findings are shown.' })
  @ApiOkResponse({ description: 'The incident', standardSchema: IncidentDetail })
  @INVALID
  @UNKNOWN
  @SerializeOptions({ schema: IncidentDetail })
  async getIncident(@Param('id', { schema: IncidentId }) id: string): Promise<IncidentDetail> {
    const incident = await getIncident(this.casebook, id);
    if (incident === undefined) throw unknownIncident(id);
    return shapeIncidentDetail(incident);
  }

  @Post(':id/dispositions')
  @Allows('incident', 'decide', 'incidents:decide')
  @ApiOperation({
    summary: 'Decide on an incident',
    description:
      'Attributed to the person or key; it stands for ever beside those before it, and the latest one counts.',
  })
  @ApiCreatedResponse({ description: 'The incident as it then stands', standardSchema: IncidentDetail })
  @INVALID
  @UNKNOWN
  @ApiResponse({
    status: 409,
    description: 'It says what stands already, or somebody has decided since',
    standardSchema: ProblemBody,
  })
  @SerializeOptions({ schema: IncidentDetail })
  async decideIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewDisposition }) { seen, ...draft }: z.infer<typeof NewDisposition>,
    @WhoAsks() asking: Asking,
  ): Promise<IncidentDetail> {
    const now = this.clock.now();
    const decidedBy = actorOf(asking);
    const decision = await decideIncident(
      this.casebook,
      id,
      seen,
      (standing) => decide(standing, { ...draft, decidedBy }, now),
      (tx, { verdict, category, action, reason, policyVersion }) =>
        this.trail.append(tx, {
          actor: decidedBy,
          action: 'incident.decide',
          objectKind: 'incident',
          object: id,
          reason,
          details: { verdict, category, action, policy: policyVersion },
          at: this.wall.now(),
        }),
    );
    switch (decision.outcome) {
      case 'decided':
        return shapeIncidentDetail(decision.incident);
      case 'unknown':
        throw unknownIncident(id);
      case 'refused':
        throw new Problem(409, 'decision_refused', decision.reason, 'look at the incident and decide again');
      case 'overtaken':
        throw new Problem(
          409,
          'overtaken',
          `somebody has decided since (dispositions now: ${decision.incident.decisions.length})`,
          'look at the incident and decide again',
        );
    }
  }
}

function unknownIncident(id: string): Problem {
  return new Problem(
    404,
    'incident_unknown',
    `there is no incident ${id}`,
    'see GET /v1/incidents for those there are',
  );
}

/** The casebook asks for whatever is present. */
function filterOf({ account, ...query }: z.infer<typeof IncidentQuery>): IncidentFilter {
  const present = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  return account === undefined ? present : { ...present, accounts: [account] };
}
