import { createHash } from 'node:crypto';
import { ACTIONS, type Action } from '#incident/life-cycle';

export type SetState = 'drafted' | 'executing' | 'executed' | 'undone' | 'expired' | 'cancelled';
export type TargetState = 'waiting' | 'due' | 'applied' | 'skipped' | 'undone' | 'kept' | 'expired' | 'cancelled';

/** One account's part. */
export interface Target {
  readonly account: string;
  readonly state: TargetState;
  readonly dueAt: Date | null;
  readonly appliedAt: Date | null;
  readonly endedAt: Date | null;
  /** Why it was skipped or kept; empty otherwise. */
  readonly note: string;
}

/** An action against several accounts, done and undone as one; targets in seeded order. */
export interface ActionSet {
  readonly id: string;
  readonly action: Action;
  readonly state: SetState;
  /** Of the targets, how many were asked for so far. */
  readonly percent: number;
  readonly expiresAt: Date | null;
  readonly targets: readonly Target[];
}

/** What is in force against an account by another set. */
export interface Elsewhere {
  readonly action: Action;
  readonly set: string;
}

/** What became of a wish: the set as it then is, or why not. */
export type Step = { readonly set: ActionSet } | { readonly refused: string };

/** In which order accounts are acted on: by chance, but the same whenever it is asked for. */
export function seededOrder(seed: string, accounts: readonly string[]): string[] {
  const places = new Map(accounts.map((account) => [account, draw(seed, account)] as const));
  return [...places.keys()].sort((a, b) => ((places.get(a) ?? '') < (places.get(b) ?? '') ? -1 : 1));
}

/**
 * Asks for a share of the targets, each at an instant of its own within the spread; those asked for before stay as they are.
 *
 * @param percent  of all targets, 1 to 100, above what was asked for before
 * @param spread   milliseconds; 0 makes all of them due at once
 */
export function execute(set: ActionSet, percent: number, spread: number, now: Date): Step {
  const { state, expiresAt } = set;
  if (state !== 'drafted' && state !== 'executing' && state !== 'executed') {
    return { refused: `the action set is ${state}; draft another one` };
  }
  if (expiresAt !== null && expiresAt <= now) return { refused: 'it has expired before it began; draft another one' };
  if (percent <= set.percent) return { refused: `${set.percent} % were asked for already; ask for more, or undo it` };
  const upTo = Math.ceil((set.targets.length * percent) / 100);
  const targets = set.targets.map((target, place): Target => {
    if (place >= upTo || target.state !== 'waiting') return target;
    const share = Number.parseInt(draw(`${set.id} jitter`, target.account).slice(0, 8), 16) / 2 ** 32;
    return { ...target, state: 'due', dueAt: new Date(now.getTime() + Math.floor(share * spread)) };
  });
  return { set: { ...set, state: 'executing', percent, targets } };
}

/**
 * Does what is due by now, and ends what has expired.
 *
 * An account against which as much or more is in force already is skipped, so that undoing this set never lifts what another one did.
 *
 * @param elsewhere  by account, the strictest that other sets have in force
 */
export function settle(set: ActionSet, elsewhere: ReadonlyMap<string, Elsewhere>, now: Date): ActionSet {
  if (set.state !== 'executing' && set.state !== 'executed') return set;
  if (set.expiresAt !== null && set.expiresAt <= now) return end(set, 'expired', now);
  const targets = set.targets.map((target): Target => {
    if (target.state !== 'due' || target.dueAt === null || target.dueAt > now) return target;
    const other = elsewhere.get(target.account);
    if (other !== undefined && rank(other.action) >= rank(set.action)) {
      return {
        ...target,
        state: 'skipped',
        endedAt: now,
        note: `already ${stateOf(other.action)} by set ${other.set}`,
      };
    }
    return { ...target, state: 'applied', appliedAt: now };
  });
  const isDone = set.percent === 100 && targets.every(({ state }) => state !== 'waiting' && state !== 'due');
  return { ...set, state: isDone ? 'executed' : 'executing', targets };
}

/** Lifts everything a set did, and does nothing more of it. */
export function undo(set: ActionSet, now: Date): Step {
  switch (set.state) {
    case 'executing':
    case 'executed':
      if (set.expiresAt !== null && set.expiresAt <= now) {
        return { refused: `it has expired at ${set.expiresAt.toISOString()}; nothing of it is in force any more` };
      }
      return { set: end(set, 'undone', now) };
    case 'drafted':
      return { refused: 'nothing was done yet; cancel it instead' };
    case 'expired':
      return { refused: 'it has expired; nothing of it is in force any more' };
    default:
      return { refused: `it is ${set.state} already` };
  }
}

/** Gives up a set of which nothing was done. */
export function cancel(set: ActionSet, now: Date): Step {
  if (set.state !== 'drafted') return { refused: `the action set is ${set.state}; undo it instead` };
  return { set: { ...end(set, 'undone', now), state: 'cancelled' } };
}

/** Whether undoing would change anything now. */
export function isUndoable(set: ActionSet, now: Date): boolean {
  return 'set' in undo(set, now);
}

/** What a person against whom an action is in force is called. */
export function stateOf(action: Action): string {
  return { none: 'looked at', warning: 'warned', limit: 'limited', suspension: 'suspended', ban: 'banned' }[action];
}

/** Of two actions the stricter has the higher rank. */
export function rank(action: Action): number {
  return ACTIONS.indexOf(action);
}

function end(set: ActionSet, as: 'undone' | 'expired', now: Date): ActionSet {
  const targets = set.targets.map((target): Target => {
    if (target.state === 'applied') return { ...target, state: as, endedAt: now };
    return target.state === 'waiting' || target.state === 'due'
      ? { ...target, state: 'cancelled', endedAt: now }
      : target;
  });
  return { ...set, state: as, targets };
}

function draw(seed: string, account: string): string {
  return createHash('sha256').update(`${seed}\0${account}`).digest('hex');
}
