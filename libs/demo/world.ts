import { addBatchJobs } from './benign/batch-job.js';
import { addBrokenIntegrations } from './benign/broken-integration.js';
import { addClassrooms } from './benign/classroom.js';
import { addEvaluationHarnesses } from './benign/evaluation-harness.js';
import { addLaunchDays } from './benign/launch-day.js';
import { addLoadTest } from './benign/load-test.js';
import { addNewsletters } from './benign/newsletter.js';
import { addTranslationVendors } from './benign/translation-vendor.js';
import { type Call, DAY, type Day } from './call.js';
import { Cast } from './cast.js';
import { plantHatefulRolePlay } from './misuse/hateful-role-play.js';
import { plantInfluence } from './misuse/influence-operation.js';
import { plantHammering } from './misuse/limit-hammering.js';
import { plantLimitRiding } from './misuse/limit-riding.js';
import { plantExtraction } from './misuse/model-extraction.js';
import { plantSharedKey } from './misuse/shared-key.js';
import { plantSpam } from './misuse/spam-campaign.js';
import { ordinaryTraffic } from './ordinary.js';
import { mix32, Random } from './random.js';
import type { Truth } from './truth.js';

/** Days a demo world lasts: the last of a complete quarter. */
const DAYS = 30;

/** Accounts of a demo world, planted and honest. */
const ACCOUNTS = 3_000;

/** Multiplies everybody's everyday traffic, so that a world holds about 200,000 records. */
const SCALE = 0.73;

/** Whoever misuses the API, in the order their accounts are drawn. */
const MISUSE: readonly ((cast: Cast) => void)[] = [
  plantSpam,
  plantHammering,
  plantInfluence,
  plantLimitRiding,
  plantSharedKey,
  plantExtraction,
  plantHatefulRolePlay,
];

/** Whoever only looks like it. */
const LOOK_ALIKES: readonly ((cast: Cast) => void)[] = [
  addLaunchDays,
  addNewsletters,
  addClassrooms,
  addBatchJobs,
  addTranslationVendors,
  addBrokenIntegrations,
  addLoadTest,
  addEvaluationHarnesses,
];

/** What to make. */
export interface DemoWish {
  /** 32-bit integer; another seed is another world. */
  readonly seed: number;
  /** End of a quarter, midnight UTC; the world lasts 30 days up to it. */
  readonly until: Date;
}

/** A month of an API's traffic that never happened, with what is true about it. */
export interface DemoWorld {
  /**
   * Usage records, one JSON object a line without line end, ascending by `at` within `[from, until)`.
   *
   * Each iteration makes them anew, one day in memory at a time, and gives the same bytes.
   */
  records(): Iterable<string>;
  readonly truth: Truth;
}

/**
 * Makes the demo world.
 *
 * @returns about 200,000 records of 3,000 accounts, the same for the same wish on every machine
 * @throws {RangeError} when `until` is not midnight UTC
 */
export function demoWorld({ seed, until }: DemoWish): DemoWorld {
  if (until.getTime() % DAY !== 0) throw new RangeError('demoWorld requires until at midnight UTC');
  const from = until.getTime() - DAYS * DAY;
  const cast = filled(new Cast(new Random(seed), from, DAYS));
  return {
    records: () => written(cast, seed),
    truth: {
      seed,
      from: new Date(from),
      until: new Date(until),
      accounts: cast.accounts.length,
      actors: cast.actors,
      benign: cast.benign,
    },
  };
}

function filled(cast: Cast): Cast {
  for (const fill of [...MISUSE, ...LOOK_ALIKES]) fill(cast);
  while (cast.accounts.length < ACCOUNTS) cast.traffic.push(ordinaryTraffic(cast.account(), cast.random, SCALE));
  return cast;
}

function* written(cast: Cast, seed: number): Generator<string> {
  let written = 0;
  for (let index = 0; index < cast.days; index++) {
    for (const call of callsOf(cast, index)) {
      call.id = `req_${mix32(written + Math.imul(seed, 0x9e3779b1))
        .toString(16)
        .padStart(8, '0')}`;
      written++;
      yield JSON.stringify({ ...call, at: new Date(call.at).toISOString() });
    }
  }
}

/** Calls of one day, ascending; calls at the same instant keep the order of their actors. */
function callsOf(cast: Cast, index: number): Call[] {
  const from = cast.at(index);
  const day: Day = { index, from, weekday: new Date(from).getUTCDay() };
  const calls = cast.traffic.flatMap((traffic) => traffic(day));
  return calls.filter(({ at }) => at >= from && at < from + DAY).sort((a, b) => a.at - b.at);
}
