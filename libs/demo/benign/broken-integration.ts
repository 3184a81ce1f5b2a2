import { type Call, called, DAY, HOUR, MINUTE, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { ordinaryTraffic } from '../ordinary.js';
import { established } from './established.js';

const BROKEN = 3;

/** Broken integrations: the same invalid call every few minutes for days, because nobody reads the log. */
export function addBrokenIntegrations(cast: Cast): void {
  for (let index = 0; index < BROKEN; index++) {
    const random = cast.random.fork(35, index);
    const account = cast.account(established(random, { keys: 1, texts: 'none' }));
    const days = random.between(2, 4);
    const first = random.between(0, cast.days - days);
    const everyMinutes = random.between(4, 7);
    const retries: Traffic = (day) => {
      if (day.index < first || day.index >= first + days) return [];
      const chance = random.fork(1, day.index);
      const calls: Call[] = [];
      const start = day.index === first ? day.from + 9 * HOUR : day.from;
      for (let at = start; at < day.from + DAY; at += everyMinutes * MINUTE) {
        calls.push(called(account, at + chance.below(4_000), chance, { status: 400, error: 'invalid_request_error' }));
      }
      return calls;
    };
    cast.traffic.push(retries, ordinaryTraffic(account, cast.random));
    cast.benign.push({ kind: 'broken-integration', accounts: namesOf([account]) });
  }
}
