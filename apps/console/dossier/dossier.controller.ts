import { Controller, Get, Param, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Casebook } from '#casebook/casebook';
import { relationsOf } from '#casebook/incident-relations';
import { getIncident, type IncidentFile } from '#casebook/incidents';
import { dailyCourse } from '#detect/daily-course';
import { evidence } from '#detect/evidence';
import { sharedThings } from '#detect/shared-things';
import { spending } from '#detect/spending';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Warehouse } from '#warehouse/warehouse';
import { Allows } from '../access/allows.js';
import { IncidentId } from '../incident-shape.js';
import {
  Course,
  EvidenceList,
  Links,
  MOST_ACCOUNTS,
  MOST_EVIDENCE,
  MOST_LINKS,
  Relations,
  shapeEvidence,
  shapeLinks,
  shapeRelations,
} from './dossier-shape.js';
import { evidenceRecords } from './evidence-records.js';

const UNKNOWN = ApiResponse({ status: 404, description: 'No such incident', standardSchema: ProblemBody });

/** Milliseconds of calls shown before and after an incident was seen: a week tells what was usual. */
const AROUND = 7 * 86_400_000;

/** What is known around one incident: what it reminds of, how it went, what ties it together, which calls show it. */
@ApiTags('incidents')
@Controller('v1/incidents/:id')
export class DossierController {
  constructor(
    private readonly casebook: Casebook,
    private readonly warehouse: Warehouse,
  ) {}

  @Get('relations')
  @Allows('incident', 'read', 'incidents:read')
  @ApiOperation({ summary: 'Which cases are like this one, and what do other detectors say of its accounts?' })
  @ApiOkResponse({ description: 'What the casebook knows around it', standardSchema: Relations })
  @UNKNOWN
  @SerializeOptions({ schema: Relations })
  async relations(@Param('id', { schema: IncidentId }) id: string): Promise<Relations> {
    const incident = await this.#incident(id);
    // Who else names the account, and what it was decided before, is what a blind review must not know.
    if (incident.blind) return shapeRelations({ campaigns: [], similar: [], others: [] });
    return shapeRelations(await relationsOf(this.casebook, incident));
  }

  @Get('course')
  @Allows('incident', 'read', 'incidents:read')
  @ApiOperation({
    summary: 'How much did its accounts call and spend, day by day?',
    description: 'From a week before it was first seen to a week after it was last seen.',
  })
  @ApiOkResponse({ description: 'One entry per day with calls', standardSchema: Course })
  @UNKNOWN
  @SerializeOptions({ schema: Course })
  async course(@Param('id', { schema: IncidentId }) id: string): Promise<Course> {
    const incident = await this.#incident(id);
    const all = accountsOf(incident);
    const accounts = all.slice(0, MOST_ACCOUNTS);
    const { firstSeen, lastSeen } = incident;
    const [days, [spent]] = await Promise.all([
      this.warehouse.ask(dailyCourse, {
        accounts,
        from: new Date(firstSeen.getTime() - AROUND),
        until: new Date(lastSeen.getTime() + AROUND),
      }),
      this.warehouse.ask(spending, { accounts, from: firstSeen, until: lastSeen }),
    ]);
    return { days, calls: spent?.calls ?? 0, cents: spent?.cents ?? 0, cut: all.length > accounts.length };
  }

  @Get('links')
  @Allows('incident', 'read', 'incidents:read')
  @ApiOperation({ summary: 'Which texts, domains, contacts, networks and payments do its accounts share?' })
  @ApiOkResponse({ description: 'A graph of accounts and things, capped', standardSchema: Links })
  @UNKNOWN
  @SerializeOptions({ schema: Links })
  async links(@Param('id', { schema: IncidentId }) id: string): Promise<Links> {
    const incident = await this.#incident(id);
    const all = accountsOf(incident);
    const shared = await this.warehouse.ask(sharedThings, {
      accounts: all.slice(0, MOST_ACCOUNTS),
      from: incident.firstSeen,
      until: incident.lastSeen,
      most: MOST_LINKS + 1,
    });
    return shapeLinks(all, shared);
  }

  @Get('evidence')
  @Allows('incident', 'read', 'incidents:read')
  @ApiOperation({
    summary: 'Which calls show it best?',
    description: 'Without any text; each look at one is a request of its own, with a reason, and logged.',
  })
  @ApiOkResponse({ description: 'In the order of time', standardSchema: EvidenceList })
  @UNKNOWN
  @SerializeOptions({ schema: EvidenceList })
  async evidence(@Param('id', { schema: IncidentId }) id: string): Promise<EvidenceList> {
    const incident = await this.#incident(id);
    const records = await evidenceRecords(this.warehouse, incident, MOST_EVIDENCE);
    const found = await this.warehouse.ask(evidence, {
      accounts: accountsOf(incident),
      records,
      from: incident.firstSeen,
      until: incident.lastSeen,
    });
    return shapeEvidence(found, records.length);
  }

  /** @throws {Problem} when there is none of that name */
  async #incident(id: string): Promise<IncidentFile> {
    const incident = await getIncident(this.casebook, id);
    if (incident !== undefined) return incident;
    throw new Problem(
      404,
      'incident_unknown',
      `there is no incident ${id}`,
      'see GET /v1/incidents for those there are',
    );
  }
}

function accountsOf({ members, subjectKind, subject }: IncidentFile): string[] {
  if (members.length > 0) return members.map(({ account }) => account);
  return subjectKind === 'account' ? [subject] : [];
}
