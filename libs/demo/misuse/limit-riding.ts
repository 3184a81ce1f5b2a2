import { type Call, called, HOUR, MINUTE, SECOND } from '../call.js';
import { type Cast, namesOf } from '../cast.js';

const ACCOUNTS = 10;

/** Calls a free account may make a day; each account of the pool stops one short of it. */
const DAILY_LIMIT = 40;

/** Days the pool works. */
const FIRST = 12;
const LAST = 19;

/**
 * Plants one pool that rides the limits: ten free accounts of one client take turns, each up to just below its daily
 * limit, and are never refused.
 */
export function plantLimitRiding(cast: Cast): void {
  const random = cast.random.fork(24);
  const fingerprint = `t13d${random.hex(12)}`;
  const sdk = 'plain-http';
  const accounts = Array.from({ length: ACCOUNTS }, () =>
    cast.account({
      plan: 'free',
      ageDays: random.between(2, 4) - FIRST,
      network: 'vpn',
      fingerprint,
      sdk,
      texts: 'none',
      keys: 1,
    }),
  );
  const records = ACCOUNTS * (DAILY_LIMIT - 1) * (LAST - FIRST + 1);
  cast.plant(
    {
      id: 'limit-riding-1',
      kind: 'limit-riding',
      category: 'ACC',
      accounts: namesOf(accounts),
      records,
      findable: true,
    },
    FIRST,
    LAST,
  );
  cast.traffic.push((day) => {
    if (day.index < FIRST || day.index > LAST) return [];
    const chance = random.fork(1, day.index);
    return accounts.flatMap((account, turn): Call[] =>
      Array.from({ length: DAILY_LIMIT - 1 }, (_, i) =>
        called(account, day.from + turn * 2 * HOUR + i * 3 * MINUTE + chance.below(20 * SECOND), chance),
      ),
    );
  });
}
