import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type ActionSetFile,
  actionSetFile,
  draftActionSet,
  dueActionSets,
  keepActionSet,
  standingElsewhere,
} from '#casebook/action-sets';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { lockIncident, setIncident } from '#casebook/casework';
import type { CasebookSession } from '#casebook/session';
import { type ActionSet, type Elsewhere, rank, type Step, settle } from '#casework/action-set';
import type { Action } from '#incident/life-cycle';
import { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import { unknownIncident } from '../casework/case-desk.js';
import { WALL_CLOCK } from '../tokens.js';

/** What is drafted. */
export interface Draft {
  readonly incident: string;
  readonly action: Action;
  readonly accounts: readonly string[];
  readonly expiresAt: Date | null;
  readonly reason: string;
  readonly blastRadius: Readonly<Record<string, unknown>>;
}

/** Who settles what has fallen due, since nobody asks for it at that moment. */
const SERVICE = 'usewatch';

/** Drafts, does and undoes action sets; each step is a transaction with its entry in the audit log. */
@Injectable()
export class EnforcementDesk {
  constructor(
    private readonly casebook: Casebook,
    private readonly trail: AuditTrail,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  /** The instant by the machine's clock. */
  now(): Date {
    return this.wall.now();
  }

  /** Keeps a draft, of which nothing is done yet. @returns its id */
  draft(
    actor: string,
    { incident, accounts, reason, ...drafted }: Draft,
    order: (id: string) => readonly string[],
  ): Promise<string> {
    const now = this.wall.now();
    return this.casebook.transaction('read committed', async (tx) => {
      const locked = await lockIncident(tx, incident);
      if (locked === undefined) throw unknownIncident(incident);
      const id = randomUUID();
      const row = { id, incident, reason, ...drafted, state: 'drafted' as const, draftedBy: actor, draftedAt: now };
      await draftActionSet(tx, row, order(id));
      await setIncident(tx, incident, {});
      const details = { incident, action: drafted.action, accounts: accounts.length };
      await this.trail.append(tx, {
        actor,
        action: 'action_set.draft',
        objectKind: 'action_set',
        object: id,
        reason,
        details,
        at: now,
      });
      return id;
    });
  }

  /**
   * Takes a set a step further; what is due then is done in the same transaction.
   *
   * @throws {Problem} 404, or 409 when the step is refused
   */
  step(
    actor: string,
    id: string,
    verb: string,
    reason: string,
    step: (set: ActionSet, now: Date) => Step,
  ): Promise<void> {
    const now = this.wall.now();
    return this.casebook.transaction('read committed', async (tx) => {
      const file = await actionSetFile(tx, id, true);
      if (file === undefined) throw unknownSet(id);
      const settled = await this.#settled(tx, setOf(file), now);
      const next = step(settled, now);
      if ('refused' in next) throw new Problem(409, 'action_refused', next.refused, 'look at the action set again');
      await this.#keep(tx, file, await this.#settled(tx, next.set, now), actor, now);
      const details = { percent: next.set.percent };
      await this.trail.append(tx, {
        actor,
        action: `action_set.${verb}`,
        objectKind: 'action_set',
        object: id,
        reason,
        details,
        at: now,
      });
    });
  }

  /** Does what has fallen due in any set, and ends what has expired. @returns sets that changed */
  async settleDue(): Promise<number> {
    const now = this.wall.now();
    const due = await dueActionSets(this.casebook, now);
    for (const id of due) {
      await this.casebook.transaction('read committed', async (tx) => {
        const file = await actionSetFile(tx, id, true);
        if (file === undefined) return;
        const set = await this.#settled(tx, setOf(file), now);
        await this.#keep(tx, file, set, SERVICE, now);
        const applied = set.targets.filter(({ state }) => state === 'applied').length;
        const deed = { actor: SERVICE, objectKind: 'action_set', object: id, at: now };
        await this.trail.append(tx, { ...deed, action: 'action_set.settle', details: { state: set.state, applied } });
      });
    }
    return due.length;
  }

  async #settled(tx: CasebookSession, set: ActionSet, now: Date): Promise<ActionSet> {
    const due = set.targets.filter(({ state, dueAt }) => state === 'due' && dueAt !== null && dueAt <= now);
    const others = await standingElsewhere(
      tx,
      due.map(({ account }) => account),
      set.id,
      now,
    );
    const elsewhere = new Map<string, Elsewhere>();
    for (const { account, set: other } of others) {
      const known = elsewhere.get(account);
      if (known === undefined || rank(other.action) > rank(known.action)) {
        elsewhere.set(account, { action: other.action, set: other.id });
      }
    }
    return settle(set, elsewhere, now);
  }

  #keep(tx: CasebookSession, file: ActionSetFile, set: ActionSet, actor: string, now: Date): Promise<void> {
    const began = file.set.executedAt === null && set.percent > 0 ? { executedBy: actor, executedAt: now } : {};
    const isOver = set.state === 'undone' || set.state === 'expired' || set.state === 'cancelled';
    const ended = isOver && file.set.endedAt === null ? { endedBy: actor, endedAt: now } : {};
    return keepActionSet(tx, file, { state: set.state, percent: set.percent, ...began, ...ended }, set.targets);
  }
}

/** An action set as decisions take it. */
export function setOf({ set, targets }: ActionSetFile): ActionSet {
  const { id, action, state, percent, expiresAt } = set;
  return { id, action, state, percent, expiresAt, targets };
}

/** What to answer to the id of an action set that is not there. */
export function unknownSet(id: string): Problem {
  return new Problem(
    404,
    'action_set_unknown',
    `there is no action set ${id}`,
    'see GET /v1/action-sets for those there are',
  );
}
