import type { ActionSetFile, EnforcementRow } from '#casebook/action-sets';
import { isUndoable, rank } from '#casework/action-set';
import type { AccountEnforcement, ActionSet, ActionSets, BlastRadius } from './action-set-shape.js';
import { setOf } from './enforcement-desk.js';

/** Targets shown of one set; a person reads the first and the counts. */
const SHOWN = 1_000;

/** An action set as a list shows it. */
export function shapeActionSetLine(file: ActionSetFile, now: Date): ActionSets['action_sets'][number] {
  const { set, targets } = file;
  const count = (...states: string[]) => targets.filter(({ state }) => states.includes(state)).length;
  return {
    id: set.id,
    incident: set.incident,
    action: set.action,
    state: set.state,
    reason: set.reason,
    drafted_by: set.draftedBy,
    drafted_at: set.draftedAt.toISOString(),
    executed_by: set.executedBy,
    executed_at: set.executedAt?.toISOString() ?? null,
    expires_at: set.expiresAt?.toISOString() ?? null,
    ended_by: set.endedBy,
    ended_at: set.endedAt?.toISOString() ?? null,
    percent: set.percent,
    accounts: targets.length,
    waiting: count('waiting', 'due'),
    applied: count('applied'),
    skipped: count('skipped'),
    undoable: isUndoable(setOf(file), now),
  };
}

/** An action set with its targets and the preview its drafter saw. */
export function shapeActionSet(file: ActionSetFile, now: Date): ActionSet {
  return {
    ...shapeActionSetLine(file, now),
    targets: file.targets.slice(0, SHOWN).map(({ account, state, dueAt, appliedAt, endedAt, note }) => ({
      account,
      state,
      due_at: dueAt?.toISOString() ?? null,
      applied_at: appliedAt?.toISOString() ?? null,
      ended_at: endedAt?.toISOString() ?? null,
      note,
    })),
    // Written by this service in this very shape.
    blast_radius: file.set.blastRadius as unknown as BlastRadius | null,
  };
}

/** What stands against an account, and what did. */
export function shapeEnforcement(account: string, rows: readonly EnforcementRow[], now: Date): AccountEnforcement {
  const standing = rows
    .filter(({ set, target }) => target.state === 'applied' && (set.expiresAt === null || set.expiresAt > now))
    .sort((a, b) => rank(b.set.action) - rank(a.set.action))[0];
  return {
    account,
    standing: standing?.set.action ?? 'none',
    until: standing?.set.expiresAt?.toISOString() ?? null,
    history: rows.map(({ set, target }) => ({
      action_set: set.id,
      incident: set.incident,
      action: set.action,
      applied_at: (target.appliedAt ?? set.draftedAt).toISOString(),
      expires_at: set.expiresAt?.toISOString() ?? null,
      ended_at: target.endedAt?.toISOString() ?? null,
      ended_because:
        target.state === 'undone'
          ? target.note === ''
            ? 'undone'
            : 'appeal'
          : target.state === 'expired'
            ? 'expired'
            : null,
    })),
  };
}
