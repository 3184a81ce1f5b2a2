const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Milliseconds between attempts, as Standard Webhooks suggests: soon at first, then rarer, over three days in all.
 *
 * Whoever is away longer has lost its messages; they stay on the list of dead letters, from where they can be sent again.
 */
const WAITS = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR] as const;

/** Attempts of one delivery at most. */
export const MOST_ATTEMPTS = WAITS.length + 1;

/** Share by which a wait is shortened or lengthened at random, so that receivers that fail together do not come back together. */
const JITTER = 0.2;

/** What a receiver answered, or why it did not. */
export interface Answered {
  /** HTTP status; undefined when there was none. */
  readonly status?: number;
}

/** What becomes of a delivery after an attempt. */
export type Fate =
  | { readonly state: 'delivered' }
  | { readonly state: 'waiting'; readonly waitMilliseconds: number }
  /** Given up; and the receiver itself where it said that it is gone for good. */
  | { readonly state: 'dead'; readonly endpointGone: boolean };

/**
 * Decides what becomes of a delivery: any 2xx takes it, 410 ends the receiver, everything else is tried again.
 *
 * @param attempts  made so far, this one included
 * @param chance    from 0 to 1
 */
export function fateOf({ status }: Answered, attempts: number, chance: number): Fate {
  if (status !== undefined && status >= 200 && status < 300) return { state: 'delivered' };
  if (status === 410) return { state: 'dead', endpointGone: true };
  const wait = WAITS[attempts - 1];
  if (wait === undefined) return { state: 'dead', endpointGone: false };
  return { state: 'waiting', waitMilliseconds: Math.round(wait * (1 + JITTER * (2 * chance - 1))) };
}
