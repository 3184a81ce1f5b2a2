import type { Finding, Member } from '#detect/detector';
import type { Found, Said } from './found.js';

/** A finding that feeds the list of discoveries. */
export interface Discovered extends Pick<Found, 'id' | 'window'> {
  /** Which campaign it is about. */
  readonly campaign: string;
  readonly detector: string;
  readonly finding: Omit<Said, 'category'> & Pick<Finding, 'numbers' | 'evidence'>;
}

/** That a detector names an account, in windows between two instants. */
export interface Naming {
  readonly detector: string;
  readonly account: string;
  readonly from: Date;
  readonly until: Date;
}

/** What an analyst said of a discovery. */
export interface Mark {
  readonly discovery: string;
  readonly mark: 'looked_at' | 'explained';
  readonly markedBy: string;
  readonly markedAt: Date;
  readonly reason: string;
}

/** A growing cluster that waits for an analyst. */
export interface Discovery {
  /** Name of the campaign; it stays the same while the cluster grows. */
  readonly id: string;
  readonly detector: string;
  readonly state: 'new' | Mark['mark'];
  /** First day that anybody was at work. */
  readonly firstSeen: Date;
  /** Start of the first and end of the last window that found it growing. */
  readonly seenFrom: Date;
  readonly lastSeen: Date;
  /** Accounts at work, day by day, from the first to the last day that is known. */
  readonly growth: readonly { readonly day: string; readonly accounts: number }[];
  /** Why it is new, and how much so, as its latest finding says. */
  readonly because: string;
  readonly score: number;
  /** Primary tags of BCP 47, ascending. */
  readonly languages: readonly string[];
  /** Everybody who took part, ascending, each with what tied it in last. */
  readonly members: readonly Member[];
  /** Findings in the order of time, and records that show the latest. */
  readonly findings: readonly string[];
  readonly evidence: readonly string[];
  /** In the order they were made; the last one holds. */
  readonly marks: readonly Mark[];
}

/** A detector that explains a discovery, and how many of its accounts it names. */
export interface Explanation {
  readonly detector: string;
  readonly accounts: number;
}

const DAY = 86_400_000;

/** Share of its accounts that another detector has to name to explain a discovery. */
const EXPLAINED = 0.5;

/**
 * Makes one discovery of all that runs found of one cluster.
 *
 * @param found  findings in the order of their windows
 * @param marks  what analysts said, in the order they did
 * @returns      the latest seen first, then by score
 */
export function discoveries(found: readonly Discovered[], marks: readonly Mark[]): Discovery[] {
  const chains = new Map<string, Discovered[]>();
  for (const each of found) {
    const known = chains.get(each.campaign);
    if (known === undefined) chains.set(each.campaign, [each]);
    else known.push(each);
  }
  return [...chains]
    .map(([id, chain]) => discovery(id, chain, marks))
    .sort((a, b) => b.lastSeen.getTime() - a.lastSeen.getTime() || b.score - a.score || (a.id < b.id ? -1 : 1));
}

/**
 * Which detectors name at least half of a discovery's accounts in windows that overlap its own, and so explain it.
 *
 * @param namings  of its accounts by other detectors
 * @returns        whoever names the most first
 */
export function explanations(
  { members, seenFrom, lastSeen }: Pick<Discovery, 'members' | 'seenFrom' | 'lastSeen'>,
  namings: readonly Naming[],
): Explanation[] {
  const accounts = new Set(members.map(({ account }) => account));
  const counts = new Map<string, number>();
  for (const { detector, account, from, until } of namings) {
    if (!accounts.has(account) || from >= lastSeen || until <= seenFrom) continue;
    counts.set(detector, (counts.get(detector) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, named]) => named >= EXPLAINED * accounts.size)
    .map(([detector, named]) => ({ detector, accounts: named }))
    .sort((a, b) => b.accounts - a.accounts || (a.detector < b.detector ? -1 : 1));
}

function discovery(id: string, chain: readonly Discovered[], marks: readonly Mark[]): Discovery {
  const latest = chain.at(-1) as Discovered;
  const growth = daily(chain);
  const members = new Map(chain.flatMap(({ finding }) => finding.members.map((each) => [each.account, each] as const)));
  const own = marks.filter((mark) => mark.discovery === id);
  const seenFrom = (chain[0] as Discovered).window.from;
  return {
    id,
    detector: latest.detector,
    state: own.at(-1)?.mark ?? 'new',
    firstSeen: growth[0] === undefined ? seenFrom : new Date(growth[0].day),
    seenFrom,
    lastSeen: latest.window.until,
    growth,
    because: latest.finding.because,
    score: latest.finding.score,
    languages: [...new Set(chain.flatMap(languagesOf))].sort(),
    members: [...members.values()].sort((a, b) => (a.account < b.account ? -1 : 1)),
    findings: chain.map((each) => each.id),
    evidence: latest.finding.evidence,
    marks: own,
  };
}

/** Days from the first on which anybody was at work; where several findings tell of one day, the most they saw. */
function daily(chain: readonly Discovered[]): Discovery['growth'] {
  const counts = new Map<number, number>();
  for (const { window, finding } of chain) {
    const told = Object.entries(finding.numbers).flatMap(([name, accounts]) => {
      const day = /^accounts_day_(\d+)$/.exec(name)?.[1];
      return day === undefined ? [] : [[Number(day), accounts] as const];
    });
    const last = Math.max(0, ...told.map(([day]) => day));
    const end = Math.ceil(window.until.getTime() / DAY);
    for (const [day, accounts] of told) {
      const date = end - 1 - last + day;
      counts.set(date, Math.max(accounts, counts.get(date) ?? 0));
    }
  }
  const busy = [...counts].flatMap(([date, accounts]) => (accounts > 0 ? [date] : []));
  const first = busy.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return [...counts]
    .filter(([date]) => date >= first)
    .sort(([a], [b]) => a - b)
    .map(([date, accounts]) => ({ day: new Date(date * DAY).toISOString().slice(0, 10), accounts }));
}

function languagesOf({ finding }: Discovered): string[] {
  return Object.keys(finding.numbers).flatMap((name) => /^texts_in_([a-z]+)$/.exec(name)?.[1] ?? []);
}
