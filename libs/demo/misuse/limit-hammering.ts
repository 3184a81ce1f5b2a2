import type { Account } from '../account.js';
import { type Call, called, DAY, type Day, HOUR, limited, SECOND, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { ordinaryTraffic } from '../ordinary.js';
import type { Random } from '../random.js';

/** Accounts that hammer, each on its own. */
const HAMMERING = 184;

/** Every n-th of them only just qualifies. */
const SLOW_EVERY = 14;

/** One stretch of calls at a steady beat. */
interface Session {
  readonly from: number;
  readonly calls: number;
  /** Milliseconds between two calls. */
  readonly beat: number;
}

/**
 * Plants the hammering accounts: hundreds of refused calls an hour, for one to six hours on one to four days.
 *
 * They keep their beat when refused. That is what tells them from a batch job, which meets limits too but waits longer
 * after each. The share refused runs from 35 to 98 %.
 */
export function plantHammering(cast: Cast): void {
  for (let index = 0; index < HAMMERING; index++) {
    const random = cast.random.fork(22, index);
    const slow = index % SLOW_EVERY === SLOW_EVERY - 1;
    const first = random.between(0, cast.days - 1);
    const account = cast.account({
      plan: random.weighted(['free', 'pay-as-you-go', 'team'] as const, [6, 3, 1]),
      ageDays: random.exponential(90) + 1 - first,
    });
    const refused = slow ? random.within(0.35, 0.45) : 0.98 - 0.63 * random.next() * random.next();
    const days = slow ? 1 : random.weighted([1, 2, 3, 4], [78, 14, 5, 3]);
    const sessions = chosenDays(first, days, cast.days, random).map((day) =>
      drawnSession(cast.at(day), slow, refused, random),
    );
    const last = Math.max(...sessions.map(({ from }) => Math.floor((from - cast.from) / DAY)));
    cast.plant(
      {
        id: `hammering-${index + 1}`,
        kind: 'limit-hammering',
        category: 'ACC',
        accounts: namesOf([account]),
        records: sessions.reduce((sum, { calls }) => sum + calls, 0),
        findable: true,
      },
      first,
      last,
    );
    cast.traffic.push(hammer(account, sessions, refused, random.fork(1)), ordinaryTraffic(account, cast.random, 0.5));
  }
}

function chosenDays(first: number, days: number, worldDays: number, random: Random): number[] {
  const chosen = new Set([first]);
  for (let day = first + 1; day < worldDays && chosen.size < days; day++) if (random.chance(0.6)) chosen.add(day);
  return [...chosen];
}

function drawnSession(midnight: number, slow: boolean, refused: number, random: Random): Session {
  const hours = slow ? random.within(1, 1.5) : random.weighted([1, 2, 3, 4, 6], [66, 20, 8, 4, 2]);
  const refusedAnHour = slow ? random.within(80, 105) : Math.min(600, Math.max(100, random.logNormal(4.9, 0.4)));
  const beat = (HOUR * refused) / refusedAnHour;
  const calls = Math.floor((hours * HOUR) / beat);
  // A session ends before midnight, so that each lies in one day whole.
  const from = midnight + Math.floor(random.next() * (DAY - (calls + 1) * beat * 1.05));
  return { from, calls, beat };
}

function hammer(account: Account, sessions: readonly Session[], refused: number, chance: Random): Traffic {
  const limitType = chance.weighted(['requests', 'tokens', 'concurrent_requests'], [8, 1, 1]);
  return (day: Day): Call[] =>
    sessions.flatMap(({ from, calls, beat }, index) => {
      if (from < day.from || from >= day.from + DAY) return [];
      const random = chance.fork(index);
      return Array.from({ length: calls }, (_, i) => {
        const at = from + i * beat + random.next() * Math.min(beat * 0.3, 3 * SECOND);
        return random.chance(refused) ? limited(account, at, random, limitType) : called(account, at, random);
      });
    });
}
