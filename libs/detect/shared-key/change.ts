import { cumulativeSum } from '#statistics/cumulative-sum';
import { type Novelty, novelty, sum } from './novelty.js';
import type { Caller, Row } from './row.js';
import { clientOf, type Stranger, strangers } from './strangers.js';

/** What is new about a key, each sign by itself innocent. */
export type Sign = 'networks' | 'clients' | 'countries' | 'languages' | 'models' | 'level' | 'hours' | 'probing';

/** How the use of one key differs from its own past. */
export interface Change {
  /** Calls in the window. */
  readonly calls: number;
  readonly strangers: readonly Stranger[];
  /** Calls of the strangers. */
  readonly strange: number;
  /** Whether there is enough of a past to compare with. */
  readonly hasPast: boolean;
  /** Whether whoever used the key before uses it still, at a third of the old pace or more. */
  readonly isGoingOn: boolean;
  /** Calls on the busiest day of the window over those of a usual active day before; 1 without a past. */
  readonly rise: number;
  /** Sum over networks, clients and countries of the logarithm of how much more often they are new than expected, nats. */
  readonly surprise: number;
  readonly signs: ReadonlySet<Sign>;
  /** Different new network operators, or networks where operators are not known; clients; countries. */
  readonly fresh: { readonly networks: number; readonly clients: number; readonly countries: number };
}

/** Calls and active days below which a past says little. */
const LEAST_PAST = 20;
const LEAST_PAST_DAYS = 3;

/** Times more new values than the key's own habit explains; a phone on the road stays below 3. */
const UNUSUAL = 5;

/** New values that make breadth a sign. A family has three clients, a small office one network. */
const BROAD = { networks: 3, clients: 4, countries: 3, languages: 3, models: 2 } as const;

/** Standard deviations of slack and alarm of the cumulative sum, and the least deviation, in log units: real clients vary that much from day to day. */
const SLACK = 0.5;
const ALARM = 5;
const LEAST_SPREAD = 0.35;

/** Makes a median absolute deviation a standard deviation, were the data normal. */
const MAD_TO_SIGMA = 1.4826;

/** Hours of the day in use, and of them never used before, from which somebody else is awake. */
const AROUND_THE_CLOCK = 20;
const NEW_HOURS = 6;

/** Malformed calls of strangers, and their share, from which somebody tries out what the key can do. */
const PROBES = 10;
const PROBING = 0.05;

/** Days of the window and of the past before it. */
const JUDGED_DAYS = 7;
const PAST_DAYS = 30;

/** Compares what a key does in the window with what it did before. */
export function change(row: Row): Change {
  const { callers } = row;
  const told = [
    byValue(callers, operator),
    byValue(callers, clientOf(callers)),
    byValue(callers, ({ country }) => country),
  ] as const;
  const [networks, clients, countries] = told.map(novelty) as [Novelty, Novelty, Novelty];
  const models = novelty(byValue(callers, ({ model }) => model));
  const some = strangers(callers);
  const before = sum(callers.map((caller) => caller.before));
  const days = row.calls_by_day.filter(([ago]) => ago >= JUDGED_DAYS).length;
  const hasPast = before >= LEAST_PAST && days >= LEAST_PAST_DAYS;
  const { climb, rise } = level(row.calls_by_day);
  const strange = sum(some.map(({ calls }) => calls));
  const wrong = sum(callers.filter((caller) => caller.before === 0).map((caller) => caller.wrong));
  const unusual = ({ ratio }: Novelty) => !hasPast || ratio >= UNUSUAL;
  const signs: [Sign, boolean][] = [
    ['networks', networks.kinds >= BROAD.networks && unusual(networks)],
    ['clients', clients.kinds >= BROAD.clients && unusual(clients)],
    ['countries', countries.kinds >= BROAD.countries && unusual(countries)],
    ['languages', row.languages >= BROAD.languages],
    ['models', hasPast && models.kinds >= BROAD.models],
    ['level', hasPast && climb >= ALARM],
    ['hours', hasPast && ones(row.hours) >= AROUND_THE_CLOCK && ones(row.hours & ~row.hours_before) >= NEW_HOURS],
    ['probing', wrong >= PROBES && wrong >= PROBING * strange],
  ];
  const known = sum(callers.filter((caller) => caller.before > 0).map(({ now }) => now));
  return {
    calls: sum(callers.map(({ now }) => now)),
    strangers: some,
    strange,
    hasPast,
    isGoingOn: 3 * known * PAST_DAYS >= before * JUDGED_DAYS,
    rise: hasPast ? rise : 1,
    surprise: sum([networks, clients, countries].map(({ ratio }) => Math.log(ratio))),
    signs: new Set(signs.flatMap(([sign, isThere]) => (isThere ? [sign] : []))),
    fresh: { networks: networks.kinds, clients: clients.kinds, countries: countries.kinds },
  };
}

/** Whose network a caller is in: its operator, or the network itself where nobody says. */
function operator({ asn, network }: Caller): string {
  return asn === 0 ? `network ${network}` : `${asn}`;
}

function byValue(callers: readonly Caller[], value: (caller: Caller) => string | number) {
  return callers.flatMap((caller) => {
    const own = value(caller);
    return own === '' || own === 0 ? [] : [{ value: own, before: caller.before, now: caller.now }];
  });
}

/** How far the days of the window climb above those before, on the logarithm of calls a day. */
function level(byDay: Row['calls_by_day']): { climb: number; rise: number } {
  const calls = new Map(byDay);
  const first = Math.min(Math.max(...byDay.map(([ago]) => ago), JUDGED_DAYS), JUDGED_DAYS + PAST_DAYS - 1);
  const at = (ago: number) => calls.get(ago) ?? 0;
  const past = Array.from({ length: first - JUDGED_DAYS + 1 }, (_, index) => at(first - index));
  const judged = Array.from({ length: JUDGED_DAYS }, (_, index) => at(JUDGED_DAYS - 1 - index));
  const logs = past.map(Math.log1p);
  const usual = median(logs);
  const spread = Math.max(LEAST_SPREAD, MAD_TO_SIGMA * median(logs.map((value) => Math.abs(value - usual))));
  const active = past.filter((each) => each > 0);
  return {
    climb: Math.max(...cumulativeSum(judged.map(Math.log1p), usual, spread, SLACK)),
    rise: Math.max(...judged) / Math.max(1, median(active.length === 0 ? [1] : active)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/** How many bits are set. */
function ones(bits: number): number {
  let count = 0;
  for (let left = bits >>> 0; left !== 0; left &= left - 1) count++;
  return count;
}
