import type { Account, Plan } from './account.js';
import { type Call, called, DAY, type Day, limited, type Traffic, type Wish } from './call.js';
import { written } from './phrase.js';
import type { Random } from './random.js';
import { pause, sittingStart, weekdayShare } from './rhythm.js';
import { general } from './vocabulary/general.js';
import { names } from './vocabulary/names.js';
import { POPULAR_PROMPTS } from './vocabulary/popular-prompts.js';
import { ownCompletion, ownPrompt } from './voice.js';

/** Median calls of an account's weekday, by plan; the mean is nearly twice as much. */
const CALLS_A_DAY: Readonly<Record<Plan, number>> = { free: 0.55, 'pay-as-you-go': 1.1, team: 2, enterprise: 6 };

/** Spread of accounts around that median, deviation of the logarithm: few accounts make most of the traffic. */
const SPREAD = 1.1;

/**
 * Shape of the Gamma that modulates a client's rate. Over the 98 clients of `client-rates` (requests per 10 minutes,
 * 14 days) the moment estimate mean²/(variance − mean) has quartiles 0.31, 0.88 and 1.42, at an hour 0.48, 0.99, 1.70.
 */
const BURSTINESS = { median: 0.88, sigma: 0.7 } as const;

/** Calls of one sitting beyond the first, mean. */
const SITTING = { people: 4, machine: 14 } as const;

/** Share of texts pasted from a public list. */
const PASTED = 0.09;

/** What goes wrong of itself: share of calls. */
const FAULTS = { invalid: 0.008, server: 0.005, limited: 0.006, refused: 0.003, filtered: 0.0015 } as const;

/**
 * The everyday traffic of one account.
 *
 * @param account  whose
 * @param world    chance of the whole world
 * @param scale    multiplies the account's calls; 1 is usual
 */
export function ordinaryTraffic(account: Account, world: Random, scale = 1): Traffic {
  const habits = world.fork(2, account.number);
  const mean = CALLS_A_DAY[account.plan] * scale * habits.logNormal(0, SPREAD);
  const shape = Math.min(6, Math.max(0.15, habits.logNormal(Math.log(BURSTINESS.median), BURSTINESS.sigma)));
  return (day) => {
    if (account.createdAt >= day.from + DAY) return [];
    const random = world.fork(3, account.number, day.index);
    const count = random.negativeBinomial(mean * weekdayShare(account.rhythm, day), shape);
    return sittings(account, count, day, random);
  };
}

/**
 * Spreads a number of ordinary calls over a day, sitting by sitting.
 *
 * Calls that would fall beyond midnight or before the account existed are left out.
 */
export function sittings(account: Account, count: number, day: Day, random: Random): Call[] {
  const calls: Call[] = [];
  const talks = account.rhythm !== 'machine';
  for (let left = count; left > 0; ) {
    let at = sittingStart(account.rhythm, day, account.place.utcOffsetHours, random);
    const length = Math.min(left, 1 + random.poisson(talks ? SITTING.people : SITTING.machine));
    const conversation = talks ? { conversation: `conv_${random.hex(10)}` } : undefined;
    left -= length;
    for (let i = 0; i < length && at < day.from + DAY; i++) {
      if (at >= account.createdAt) at = usualCall(account, at, random, conversation, day.from + DAY, calls);
      at += pause(account.rhythm, random);
    }
  }
  return calls;
}

/** Adds one usual call, with the retry that follows a limit; returns the time of the last. */
function usualCall(
  account: Account,
  at: number,
  random: Random,
  fields: Readonly<Record<string, unknown>> | undefined,
  until: number,
  calls: Call[],
): number {
  const luck = random.next();
  const invalid = FAULTS.invalid;
  const server = invalid + FAULTS.server;
  const limit = server + (account.plan === 'enterprise' ? 0 : FAULTS.limited);
  if (luck < invalid) {
    calls.push(called(account, at, random, { status: 400, error: 'invalid_request_error' }));
    return at;
  }
  if (luck < server) {
    const status = random.pick([500, 503, 529]);
    calls.push(called(account, at, random, { status, error: status === 500 ? 'api_error' : 'overloaded_error' }));
    return at;
  }
  let last = at;
  if (luck < limit) {
    for (let wait = 2_000; ; wait *= 2) {
      calls.push(limited(account, last, random, random.weighted(['requests', 'tokens'], [7, 3])));
      last += wait * random.within(1, 1.4);
      if (last >= until) return last;
      if (random.chance(0.7)) break;
    }
  }
  calls.push(called(account, last, random, { ...ownWish(account, random), ...(fields ? { fields } : {}) }));
  return last;
}

/** Texts and ending of an ordinary call, as far as the account's gateway logs them. */
export function ownWish(account: Account, random: Random): Wish {
  const luck = random.next();
  const finish =
    luck < FAULTS.refused
      ? { finish: 'refusal' }
      : luck < FAULTS.refused + FAULTS.filtered
        ? { finish: 'content_filter' }
        : {};
  if (account.texts === 'none') return finish;
  const prompt = random.chance(PASTED)
    ? written(random.pick(POPULAR_PROMPTS), random, account.voice.own, account.voice.topic.words, general, names)
    : ownPrompt(account.voice, random);
  if (account.texts === 'prompt' || luck < FAULTS.refused + FAULTS.filtered) return { prompt, ...finish };
  return { prompt, completion: ownCompletion(account.voice, random), ...finish };
}
