import { type Call, DAY, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { ordinaryTraffic, sittings } from '../ordinary.js';
import { waited } from './backed-off.js';
import { established } from './established.js';

const LAUNCHES = 5;

/** Calls of the launch day; about twenty times a usual day of these accounts. */
const SPIKE = 320;

/**
 * Launch-day spikes: an account with twenty times its traffic for one day.
 *
 * Some calls meet a limit and are repeated after a growing pause.
 */
export function addLaunchDays(cast: Cast): void {
  for (let index = 0; index < LAUNCHES; index++) {
    const random = cast.random.fork(30, index);
    const account = cast.account(established(random, { plan: random.pick(['pay-as-you-go', 'team']), texts: 'both' }));
    const launch = random.between(4, cast.days - 3);
    const spike: Traffic = (day) => {
      if (day.index !== launch) return [];
      const chance = random.fork(1);
      return sittings(account, SPIKE, day, chance).flatMap((call): Call[] =>
        chance.chance(0.06) ? waited(account, call, day.from + DAY, chance) : [call],
      );
    };
    cast.traffic.push(spike, ordinaryTraffic(account, cast.random, 3));
    cast.benign.push({ kind: 'launch-day', accounts: namesOf([account]) });
  }
}
