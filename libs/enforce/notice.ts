import { createHash } from 'node:crypto';

/** What may be in force against an account, mildest first; `none` says that what was is lifted. */
export const ENFORCEMENTS = ['none', 'warning', 'limit', 'suspension', 'ban'] as const;
export type Enforcement = (typeof ENFORCEMENTS)[number];

/**
 * Names of messages: the two that OpenAI documents where it has one, ours for what it has no word for.
 *
 * A suspension and a ban both deactivate; the case says which.
 */
const TYPES = {
  none: 'usewatch.notice_lifted',
  warning: 'safety.warning_issued',
  limit: 'usewatch.limit_issued',
  suspension: 'safety.deactivation_issued',
  ban: 'safety.deactivation_issued',
} as const satisfies Readonly<Record<Enforcement, string>>;

export type NoticeType = (typeof TYPES)[Enforcement];
export const NOTICE_TYPES = [...new Set(Object.values(TYPES))] as [NoticeType, ...NoticeType[]];

/** The message about an action. */
export function noticeType(action: Enforcement): NoticeType {
  return TYPES[action];
}

/** One action on one account, as somebody decided it. */
export interface SafetyCase {
  /** `case_` and 32 hex digits. */
  readonly id: string;
  readonly action: Enforcement;
  /** Policy category. */
  readonly category: string;
  readonly createdAt: Date;
}

/** The name of a case: the same whoever announces it, and however often. */
export function caseId(source: string, ordinal: number, account: string): string {
  return `case_${digest('case', source, String(ordinal), account)}`;
}

/** The name of the message about a case; the two differ, as in OpenAI's. */
export function eventId(id: string): string {
  return `evt_${digest('event', id)}`;
}

/** The message about a case, as bytes: thin, so that a message that strays tells nothing. */
export function eventBody({ id, action, createdAt }: SafetyCase): string {
  return JSON.stringify({
    id: eventId(id),
    object: 'event',
    created_at: Math.floor(createdAt.getTime() / 1_000),
    type: noticeType(action),
    data: { id },
  });
}

/**
 * A case as whoever enforces reads it.
 *
 * @param account  as the log has it; null when it was forgotten
 */
export function caseBody({ id, action, category, createdAt }: SafetyCase, account: string | null) {
  return {
    id,
    object: 'safety.case' as const,
    created_at: Math.floor(createdAt.getTime() / 1_000),
    entity_identifier: account,
    reason: category,
    notice: { type: NOTICES[action], action },
  };
}

const NOTICES = {
  none: 'lifted',
  warning: 'warning',
  limit: 'limit',
  suspension: 'deactivation',
  ban: 'deactivation',
} as const satisfies Readonly<Record<Enforcement, string>>;

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
