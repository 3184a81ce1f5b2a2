import { type Call, called, DAY, HOUR, SECOND, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { ordinaryTraffic, ownWish } from '../ordinary.js';
import { waited } from './backed-off.js';
import { established } from './established.js';

const JOBS = 6;

/** Share of a job's calls that meet a limit first. */
const MEETS_LIMIT = 0.07;

/** Batch jobs: every night a steady run of calls that meets limits and waits twice as long after each. */
export function addBatchJobs(cast: Cast): void {
  for (let index = 0; index < JOBS; index++) {
    const random = cast.random.fork(33, index);
    const account = cast.account(established(random, { rhythm: 'machine', texts: index % 3 === 0 ? 'both' : 'none' }));
    const hour = random.between(0, 5);
    const size = random.between(25, 55);
    const job: Traffic = (day) => {
      const chance = random.fork(1, day.index);
      let at = day.from + hour * HOUR + chance.below(120 * SECOND);
      const calls: Call[] = [];
      for (let i = 0; i < size; i++) {
        const call = called(account, at, chance, ownWish(account, chance));
        calls.push(...(chance.chance(MEETS_LIMIT) ? waited(account, call, day.from + DAY, chance) : [call]));
        at = (calls.at(-1)?.at ?? at) + 3 * SECOND + chance.below(6 * SECOND);
      }
      return calls;
    };
    cast.traffic.push(job, ordinaryTraffic(account, cast.random, 0.3));
    cast.benign.push({ kind: 'batch-job', accounts: namesOf([account]) });
  }
}
