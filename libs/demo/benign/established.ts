import type { AccountWish } from '../account.js';
import type { Random } from '../random.js';

/** An honest customer of long standing: paid, on its own network, years old. */
export function established(random: Random, wish: AccountWish = {}): AccountWish {
  return { plan: 'team', ageDays: random.between(300, 1_200), network: 'hosting', rhythm: 'office', ...wish };
}
