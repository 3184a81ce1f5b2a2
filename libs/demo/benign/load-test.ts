import { type Call, called, HOUR, limited, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { ordinaryTraffic } from '../ordinary.js';
import { established } from './established.js';

/** Calls of the test, and share refused: it looks for the limit on purpose and keeps its beat. */
const CALLS = 1_400;
const REFUSED = 0.24;

/**
 * A load test with permission: a steady beat for forty minutes that finds the limit, agreed beforehand.
 *
 * The agreement stands in the label `x_agreed`; nothing else tells it from a mild case of hammering.
 */
export function addLoadTest(cast: Cast): void {
  const random = cast.random.fork(36);
  const account = cast.account(established(random, { plan: 'enterprise', rhythm: 'machine', texts: 'none' }));
  const tested = random.between(6, cast.days - 6);
  const test: Traffic = (day) => {
    if (day.index !== tested) return [];
    const chance = random.fork(1);
    const beat = (40 * 60_000) / CALLS;
    return Array.from({ length: CALLS }, (_, i): Call => {
      const at = day.from + 13 * HOUR + i * beat + chance.next() * beat;
      const call = chance.chance(REFUSED) ? limited(account, at, chance) : called(account, at, chance);
      return { ...call, x_agreed: 'load-test' };
    });
  };
  cast.traffic.push(test, ordinaryTraffic(account, cast.random));
  cast.benign.push({ kind: 'load-test', accounts: namesOf([account]) });
}
