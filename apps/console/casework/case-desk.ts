import { Inject, Injectable } from '@nestjs/common';
import type { Detail } from '#casebook/audit-chain';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { caseworkOf, type IncidentRow, lockIncident } from '#casebook/casework';
import type { CasebookSession } from '#casebook/session';
import { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import type { PersonAsking } from '../access/asking.js';
import { WALL_CLOCK } from '../tokens.js';
import type { Casework } from './casework-shape.js';
import { shapeCasework } from './shape-casework.js';

/** What is written down of a change. */
export interface Change {
  readonly asking: PersonAsking;
  /** Such as `incident.note`. */
  readonly action: string;
  readonly reason?: string;
}

/** Does what people want done with an incident, one at a time, each with its entry in the audit log. */
@Injectable()
export class CaseDesk {
  constructor(
    readonly casebook: Casebook,
    private readonly trail: AuditTrail,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  /** @throws {Problem} 404 when there is no such incident */
  async look(id: string): Promise<Casework> {
    const file = await caseworkOf(this.casebook, id);
    if (file === undefined) throw unknownIncident(id);
    return shapeCasework(file, this.wall.now());
  }

  /**
   * Changes the work on an incident as a whole or not at all.
   *
   * @param work  pure decisions and writes through `tx`; gives what the log should tell beside the reason
   * @throws {Problem} what `work` throws, or 404
   */
  async change(
    id: string,
    { asking, action, reason = '' }: Change,
    work: (tx: CasebookSession, incident: IncidentRow, now: Date) => Promise<{ readonly [name: string]: Detail }>,
  ): Promise<Casework> {
    const now = this.wall.now();
    await this.casebook.transaction('read committed', async (tx) => {
      const incident = await lockIncident(tx, id);
      if (incident === undefined) throw unknownIncident(id);
      const details = await work(tx, incident, now);
      const deed = { actor: asking.login, action, objectKind: 'incident', object: id, reason, details, at: now };
      await this.trail.append(tx, deed);
    });
    return this.look(id);
  }
}

/** What to answer to the id of an incident that is not there. */
export function unknownIncident(id: string): Problem {
  return new Problem(404, 'incident_unknown', `there is no incident ${id}`, 'see GET /v1/queue for those there are');
}
