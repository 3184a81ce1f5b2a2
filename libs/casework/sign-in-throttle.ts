/** Failed attempts since the last success. */
export interface Failures {
  readonly failures: number;
  readonly lastAt: Date;
}

/** Failures that cost nothing yet: people mistype; a whole office shares one network. */
const FREE = { login: 5, network: 30 };

/** Milliseconds to wait after the first failure that costs; each further one doubles it. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15 * 60_000;

/** Milliseconds without failures after which all are forgotten. */
const FORGOTTEN_AFTER = 24 * 3_600_000;

/**
 * Until when nobody may try to sign in under a login or from a network.
 *
 * The wait is bounded, so that a stranger who fails on purpose delays a person but never shuts them out for good.
 *
 * @returns  undefined when one may try now
 */
export function waitUntil(kind: keyof typeof FREE, failed: Failures | undefined, now: Date): Date | undefined {
  if (failed === undefined || isForgotten(failed, now)) return undefined;
  const costly = failed.failures - FREE[kind];
  if (costly < 0) return undefined;
  const until = new Date(failed.lastAt.getTime() + Math.min(FIRST_WAIT * 2 ** Math.min(costly, 20), LONGEST_WAIT));
  return until > now ? until : undefined;
}

/** One failure more. */
export function afterFailure(failed: Failures | undefined, now: Date): Failures {
  return { failures: failed === undefined || isForgotten(failed, now) ? 1 : failed.failures + 1, lastAt: now };
}

function isForgotten({ lastAt }: Failures, now: Date): boolean {
  return now.getTime() - lastAt.getTime() >= FORGOTTEN_AFTER;
}
