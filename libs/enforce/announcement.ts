import { caseId, type Enforcement, eventBody, eventId, noticeType } from './notice.js';

/** One account's case, and the message about it. */
export interface Announcement {
  readonly filed: {
    readonly id: string;
    readonly source: string;
    readonly ordinal: number;
    readonly account: string;
    readonly action: Enforcement;
    readonly category: string;
    readonly createdAt: Date;
    /** When it ends by itself; null: never. */
    readonly expiresAt: Date | null;
  };
  readonly event: { readonly id: string; readonly type: string; readonly body: string };
}

/** What became of one account's part in an action set. */
export interface EnforcementStep {
  readonly actionSet: string;
  readonly account: string;
  readonly state: 'applied' | 'undone' | 'expired';
  readonly action: Enforcement;
  readonly category: string;
  readonly at: Date;
  readonly expiresAt: Date | null;
}

/** What doing an action set, undoing it or its end means for one account: a case and a message; nothing for a set that does nothing. */
export function announcementsOf(step: EnforcementStep): Announcement[] {
  const { actionSet, account, state, category, at: createdAt, expiresAt } = step;
  if (step.action === 'none') return [];
  const isApplied = state === 'applied';
  const source = `action set ${actionSet}`;
  const ordinal = isApplied ? 1 : 2;
  const action: Enforcement = isApplied ? step.action : 'none';
  const id = caseId(source, ordinal, account);
  const filed = { id, source, ordinal, account, action, category, createdAt, expiresAt: isApplied ? expiresAt : null };
  return [
    {
      filed,
      event: { id: eventId(id), type: noticeType(action), body: eventBody({ id, action, category, createdAt }) },
    },
  ];
}
