import type { Cluster } from './cluster.js';
import type { Row, Sending } from './row.js';

/** One day of a cluster. */
export interface Day {
  /** Days since 1970, UTC. */
  readonly day: number;
  /** Accounts at work. */
  readonly accounts: number;
  /** The same, with those of one verified organisation together. */
  readonly parties: number;
  /** Parties at work that no earlier day knows. */
  readonly joined: number;
  readonly records: number;
}

/** How a cluster came to be what it is. */
export interface Growth {
  /** Every day of the past and of the window, ascending, those without texts too. */
  readonly days: readonly Day[];
  /** Days of the window, a part of `days`. */
  readonly now: readonly Day[];
  /** Distinct parties before the window, and in it. */
  readonly before: number;
  readonly parties: number;
  /** Distinct calls in the window. */
  readonly records: number;
  /** Share of all calls these accounts made in the window, 0..1. */
  readonly devotion: number;
  /** How many times more parties a day are at work than before, over how many times more is called on the whole. */
  readonly factor: number;
  /** Days of the past on which the installation logged anything. */
  readonly history: number;
}

/** Days before the window that its question looks at. */
export const PAST_DAYS = 7;

/** Party-days of the past that are added, so that nothing before is no infinite growth. */
const BENEFIT_OF_DOUBT = 0.5;

/** Day and records of the whole installation, ascending by day, as one of the rows tells it. */
export function everythingOf(rows: readonly Row[]): (readonly [day: number, records: number])[] {
  const told = rows.find(({ days }) => days.length > 0)?.days ?? [];
  return Array.from({ length: told.length / 2 }, (_, index) => [
    told[2 * index] as number,
    told[2 * index + 1] as number,
  ]);
}

/** Counts a cluster day by day. @param everything  of the same window, by `everythingOf` */
export function growth({ texts }: Cluster, everything: ReturnType<typeof everythingOf>): Growth {
  const [{ first_day: first, last_day: last }] = texts as [Row];
  const sendings = texts.flatMap((text) => text.sendings);
  const since = new Map<string, number>();
  for (const sending of sendings) {
    const name = partyOf(sending);
    since.set(name, Math.min(sending.day, since.get(name) ?? last));
  }
  const days = Array.from({ length: last - first + 1 + PAST_DAYS }, (_, index): Day => {
    const day = first - PAST_DAYS + index;
    const some = sendings.filter((sending) => sending.day === day);
    const parties = new Set(some.map(partyOf));
    const joined = [...parties].filter((name) => since.get(name) === day).length;
    const accounts = new Set(some.map(({ account }) => account)).size;
    return { day, accounts, parties: parties.size, joined, records: distinctRecords(some) };
  });
  const past = days.filter(({ day }) => day < first);
  const now = days.filter(({ day }) => day >= first);
  const inWindow = sendings.filter(({ day }) => day >= first);
  const calls = new Map(inWindow.map(({ account, calls: made }) => [account, made]));
  const records = distinctRecords(inWindow);
  const logged = everything.filter(([day]) => day < first);
  const total = (some: readonly (readonly [number, number])[]) => sum(some.map(([, count]) => count));
  const rate = sum(now.map(({ parties }) => parties)) / total(everything.filter(([day]) => day >= first));
  const rateBefore = (sum(past.map(({ parties }) => parties)) + BENEFIT_OF_DOUBT) / total(logged);
  return {
    days,
    now,
    before: new Set(sendings.filter(({ day }) => day < first).map(partyOf)).size,
    parties: new Set(inWindow.map(partyOf)).size,
    records,
    devotion: Math.min(1, records / sum([...calls.values()])),
    factor: logged.length === 0 ? 0 : rate / rateBefore,
    history: logged.length,
  };
}

function partyOf({ account, organization }: Sending): string {
  return organization === '' ? account : organization;
}

function distinctRecords(sendings: readonly Sending[]): number {
  return new Set(sendings.flatMap(({ records }) => records)).size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
