import { Body, Controller, Inject, Param, Post, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { getIncident, type IncidentFile } from '#casebook/incidents';
import { looksOf } from '#casebook/looks-of';
import { evidence } from '#detect/evidence';
import { retainedText } from '#detect/retained-text';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Warehouse } from '#warehouse/warehouse';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { IncidentId } from '../incident-shape.js';
import { WALL_CLOCK } from '../tokens.js';
import { MOST_EVIDENCE } from './dossier-shape.js';
import { evidenceRecords } from './evidence-records.js';
import { NewReveal, Revealed } from './reveal-shape.js';

/** Characters of a part; a person reads the beginning. */
const LONGEST = 4_000;

const HOUR = 3_600_000;

/** Shows what was written in a call, to people alone, and never without an entry in the audit log. */
@ApiTags('incidents')
@Controller('v1/incidents/:id/reveal')
export class RevealController {
  constructor(
    private readonly casebook: Casebook,
    private readonly warehouse: Warehouse,
    private readonly trail: AuditTrail,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  @Post()
  @Allows('incident', 'reveal')
  @ApiOperation({
    summary: 'Look at the text of one call',
    description: 'It is logged before anything is shown. Only calls that a finding names as evidence can be looked at.',
  })
  @ApiCreatedResponse({ description: 'The text, as far as it is kept', standardSchema: Revealed })
  @ApiResponse({ status: 404, description: 'No such incident, or no such evidence', standardSchema: ProblemBody })
  @SerializeOptions({ schema: Revealed })
  async reveal(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewReveal }) { record, reason }: z.infer<typeof NewReveal>,
    @PersonAsks() { login: actor }: PersonAsking,
  ): Promise<Revealed> {
    const incident = await getIncident(this.casebook, id);
    const call = incident === undefined ? undefined : await this.#call(incident, record);
    if (call === undefined) {
      throw new Problem(
        404,
        'evidence_unknown',
        `record: is no evidence of an incident ${id} that is kept`,
        'take one of GET /v1/incidents/:id/evidence',
      );
    }
    const at = this.wall.now();
    const audit = await this.casebook.transaction('read committed', (tx) =>
      this.trail.append(tx, {
        actor,
        action: 'incident.reveal',
        objectKind: 'incident',
        object: id,
        reason,
        details: { record },
        at,
      }),
    );
    const { account } = call;
    const rows = await this.warehouse.ask(
      retainedText,
      { private: this.warehouse.databases.private, account, record, most: LONGEST },
      'sealed',
    );
    return {
      record,
      at: call.at.toISOString(),
      account,
      parts: rows.map(({ part, beginning, cut }) => ({ part, text: beginning, cut })),
      retained: rows.length > 0,
      audit,
      looks: await looksOf(this.casebook, actor, new Date(at.getTime() - HOUR)),
    };
  }

  /** The call, when it is evidence of the incident and still kept. */
  async #call(incident: IncidentFile, record: string) {
    const { members, subjectKind, subject, firstSeen, lastSeen } = incident;
    const records = await evidenceRecords(
      this.warehouse,
      incident,
      incident.blind ? MOST_EVIDENCE : Number.MAX_SAFE_INTEGER,
    );
    if (!records.includes(record)) return undefined;
    const named = subjectKind === 'account' ? [subject] : [];
    const accounts = members.length > 0 ? members.map(({ account }) => account) : named;
    const asked = { accounts, records: [record], from: firstSeen, until: lastSeen };
    return (await this.warehouse.ask(evidence, asked))[0];
  }
}
