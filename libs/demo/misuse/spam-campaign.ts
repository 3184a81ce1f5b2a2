import type { Account, AccountWish } from '../account.js';
import { type Call, called, DAY, type Day, HOUR, MINUTE, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { ordinaryTraffic } from '../ordinary.js';
import type { Random } from '../random.js';
import { CRYPTO, MEDICAL, REVIEWS, THEMES, type Theme } from '../vocabulary/promotion.js';
import { drawnPitch, type Pitch, pitched } from './spam-text.js';

/** Large campaigns: theme, accounts, first and last day. */
const LARGE: readonly (readonly [Theme, number, number, number])[] = [
  [MEDICAL, 140, 3, 29],
  [CRYPTO, 80, 8, 27],
  [REVIEWS, 45, 1, 18],
];

/** Spammers who work alone, each with two to six accounts. */
const SMALL = 84;

/** Share of a spammer's usual everyday traffic that it keeps as cover. */
const COVER = 0.12;

/** One spam text to be sent. */
interface Sending {
  readonly account: Account;
  readonly at: number;
}

/** Plants every spammer of the world. */
export function plantSpam(cast: Cast): void {
  for (const [index, large] of LARGE.entries()) plantLarge(cast, large, index);
  for (let index = 0; index < SMALL; index++) plantSmall(cast, index);
}

/** A campaign that grows: accounts join along a logistic curve, sign up days before and send a few texts a day. */
function plantLarge(
  cast: Cast,
  [theme, size, first, last]: readonly [Theme, number, number, number],
  index: number,
): void {
  const random = cast.random.fork(20, index);
  const pitch = drawnPitch(theme, random);
  const joins = Array.from({ length: size }, () => joiningDay(first, last, random));
  const accounts = joins.map((day) => cast.account(spammer(day, random)));
  const sendings = accounts.flatMap((account, i) => {
    const start = joins[i] as number;
    const days = Array.from({ length: last - start + 1 }, (_, day) => start + day);
    return days
      .filter((day) => day === start || random.chance(0.6))
      .flatMap((day) => sent(cast, account, day, random.between(1, 3), random));
  });
  enter(cast, `spam-large-${index + 1}`, accounts, pitch, sendings, first, last, random);
}

/** A small spammer: every account works every day, five to forty texts together. */
function plantSmall(cast: Cast, index: number): void {
  const random = cast.random.fork(21, index);
  const pitch = drawnPitch(THEMES[index % THEMES.length] as Theme, random);
  const days = random.weighted([1, 2, 3, 4, 5], [2, 3, 3, 2, 1]);
  const first = random.between(0, cast.days - days);
  const shared = random.chance(0.5) ? { fingerprint: `t13d${random.hex(12)}` } : {};
  const size = random.between(2, 6);
  const accounts = Array.from({ length: size }, () => cast.account({ ...spammer(first, random), ...shared }));
  const sendings: Sending[] = [];
  for (let day = first; day < first + days; day++) {
    const texts = Math.max(5, size, Math.min(40, Math.round(random.logNormal(2.4, 0.5))));
    for (let i = 0; i < texts; i++) {
      const account = i < size ? (accounts[i] as Account) : random.pick(accounts);
      sendings.push(...sent(cast, account, day, 1, random));
    }
  }
  enter(cast, `spam-small-${index + 1}`, accounts, pitch, sendings, first, first + days - 1, random);
}

function enter(
  cast: Cast,
  id: string,
  accounts: readonly Account[],
  pitch: Pitch,
  sendings: readonly Sending[],
  first: number,
  last: number,
  random: Random,
): void {
  const texts = random.fork(1);
  cast.plant(
    {
      id,
      kind: 'spam-campaign',
      category: 'SPM',
      accounts: namesOf(accounts),
      records: sendings.length,
      findable: true,
    },
    first,
    last,
  );
  cast.traffic.push(spamTraffic(sendings, pitch, texts));
  for (const account of accounts) cast.traffic.push(ordinaryTraffic(account, cast.random, COVER));
}

function spamTraffic(sendings: readonly Sending[], pitch: Pitch, texts: Random): Traffic {
  return (day: Day): Call[] =>
    sendings.flatMap(({ account, at }, index) => {
      if (at < day.from || at >= day.from + DAY) return [];
      const random = texts.fork(index);
      return [called(account, at, random, pitched(pitch, random))];
    });
}

/** Texts of one account on one day, minutes apart, machine-made and at any hour. */
function sent(cast: Cast, account: Account, day: number, texts: number, random: Random): Sending[] {
  const start = cast.at(day) + random.between(1, 21) * HOUR + random.below(HOUR);
  return Array.from({ length: texts }, (_, i) => ({ account, at: start + i * random.between(2, 30) * MINUTE }));
}

/** Accounts of spammers: young, cheap, on rented or shared networks. */
function spammer(firstDay: number, random: Random): AccountWish {
  return {
    plan: random.weighted(['free', 'pay-as-you-go'] as const, [8, 2]),
    ageDays: random.between(1, 5) - firstDay,
    network: random.weighted(['hosting', 'vpn', 'residential', 'mobile'] as const, [4, 3, 2, 2]),
    rhythm: 'machine',
    keys: 1,
    texts: 'both',
  };
}

/** A day along a logistic curve over the campaign: few at first, most in the middle, never on the last days. */
function joiningDay(first: number, last: number, random: Random): number {
  const uniform = random.within(0.02, 0.96);
  const position = 0.5 + Math.log(uniform / (1 - uniform)) / 8;
  return first + Math.max(0, Math.min(last - first - 3, Math.round(position * (last - first))));
}
