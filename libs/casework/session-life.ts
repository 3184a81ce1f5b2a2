/** Milliseconds without a request after which a session is over: a long look at one case, and lunch. */
export const IDLE = 2 * 3_600_000;

/** Milliseconds after which a session is over whatever happens: a working day. */
const LONGEST = 12 * 3_600_000;

/** What a session's life depends on. */
export interface SessionTimes {
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
  /** When somebody ended it; null while nobody did. */
  readonly endedAt: Date | null;
}

/** When a session that begins now ends at the latest. */
export function sessionEnd(now: Date): Date {
  return new Date(now.getTime() + LONGEST);
}

/** Whether a session still holds, or why it does not. */
export function sessionState({ lastSeenAt, endsAt, endedAt }: SessionTimes, now: Date): 'live' | 'idle' | 'over' {
  if (endedAt !== null || now >= endsAt) return 'over';
  return now.getTime() - lastSeenAt.getTime() >= IDLE ? 'idle' : 'live';
}
