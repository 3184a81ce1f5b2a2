import type { Account } from '../account.js';
import { type Call, limited, SECOND } from '../call.js';
import type { Random } from '../random.js';

/** A refused call waits this long before its first repeat, then twice as long each time, as client libraries do. */
const FIRST_WAIT = 2 * SECOND;

/**
 * Puts one to five refusals before a call, each followed by twice the pause of the one before.
 *
 * @param until  end of the day; what would come later is left out
 * @returns      the refusals and the call itself, moved behind them
 */
export function waited(account: Account, call: Call, until: number, random: Random): Call[] {
  const calls: Call[] = [];
  let at = call.at;
  let pause = FIRST_WAIT;
  for (let left = random.weighted([1, 2, 3, 4, 5], [5, 4, 2, 1, 1]); left > 0; left--) {
    calls.push(limited(account, at, random));
    at += Math.floor(pause * random.within(1, 1.3));
    pause *= 2;
  }
  return [...calls, { ...call, at }].filter((one) => one.at < until);
}
