import type { Tie } from '#statistics/louvain';
import { communities } from './communities.js';
import { pullOf, unlikelyPairs } from './gate.js';
import type { Row, Trace } from './row.js';

/** One account's part in a campaign. */
export interface Participant {
  readonly account: string;
  /** Its records of the things that tie it in, as far as rows list them. */
  readonly records: number;
  /** Distinct things that tie it in, by trace. */
  readonly things: Readonly<Record<Trace, number>>;
  /** Accounts of the campaign it met, ascending. */
  readonly partners: readonly string[];
  /** First record of each thing, in the order of time. */
  readonly shown: readonly string[];
}

/** Accounts that keep doing the same things at nearly the same time. */
export interface Campaign {
  /** Its earliest record among those that tie it together. */
  readonly id: string;
  /** Ascending by account. */
  readonly participants: readonly Participant[];
  /** Distinct things by trace. */
  readonly things: Readonly<Record<Trace, number>>;
  /** Pairs that met, the smaller account first, ascending. */
  readonly edges: readonly (readonly [string, string])[];
}

/** Things by which an account that passed no gate joins those that did: shared with whichever of them. */
const LEAST_TO_JOIN = 2;

/** Two accounts alone may be two machines of one customer: they need two traces or this many things. */
const MANY_THINGS = 5;

/**
 * Groups of accounts that act together.
 *
 * Pairs that chance does not explain are the core. An account joins them when it shares two things with them, even if
 * each with another one: breadth tells more than weight. All of them are grouped by how closely they are tied beyond what
 * chance explains; whom it explains with every group is in none.
 *
 * @param rows  answer of the question, in any order
 * @returns     campaigns in the order of their ids
 */
export function campaigns(rows: readonly Row[]): Campaign[] {
  const sorted = [...rows].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const accounts = new Set(unlikelyPairs(sorted).flatMap(({ one, other }) => [one, other]));
  for (const account of joining(sorted, accounts)) accounts.add(account);
  const among = sorted.filter(({ one, other }) => accounts.has(one) && accounts.has(other));
  const names = [...accounts].sort();
  const place = new Map(names.map((name, index) => [name, index]));
  const groups = communities(names.length, tiesOf(among, place), pullsOf(among, place));
  const home = new Map(groups.flatMap((members, index) => members.map((member) => [names[member], index] as const)));
  const inside = groups.map((): Row[] => []);
  for (const row of among) {
    const index = home.get(row.one);
    if (index !== undefined && index === home.get(row.other)) inside[index]?.push(row);
  }
  return inside
    .map(campaign)
    .filter(isBroad)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Each pair once however many traces tie it, the smaller account first. */
function nameOf({ one, other, trace }: Row): string {
  return `${edgeOf({ one, other }).join(' ')} ${trace}`;
}

function edgeOf({ one, other }: Pick<Row, 'one' | 'other'>): readonly [string, string] {
  return one < other ? [one, other] : [other, one];
}

function joining(rows: readonly Row[], core: ReadonlySet<string>): string[] {
  const shared = new Map<string, Set<string>>();
  for (const { trace, one, other, ties } of rows) {
    // Domains are public: two of them at about the same time join nobody.
    if (trace === 'domain' || core.has(one) === core.has(other)) continue;
    const outsider = core.has(one) ? other : one;
    const things = shared.get(outsider) ?? new Set();
    for (const { thing } of ties) things.add(thing);
    shared.set(outsider, things);
  }
  return [...shared].filter(([, things]) => things.size >= LEAST_TO_JOIN).map(([account]) => account);
}

function tiesOf(rows: readonly Row[], place: ReadonlyMap<string, number>): Tie[] {
  const weights = new Map<string, Tie>();
  for (const row of rows) {
    const edge = edgeOf(row);
    const [one, other] = edge.map((account) => place.get(account) as number) as [number, number];
    const known = weights.get(edge.join(' '))?.[2] ?? 0;
    weights.set(edge.join(' '), [one, other, known + row.closeness]);
  }
  // Roots, as of any counts: otherwise two accounts with much in common would outweigh many that share a little with each other.
  return [...weights.values()].map(([one, other, closeness]) => [one, other, Math.sqrt(closeness)]);
}

/** Domains pull nobody: how near chance brings two who promote them hangs on the day, and the gate has asked that. */
function pullsOf(rows: readonly Row[], place: ReadonlyMap<string, number>): number[] {
  const pulls = new Array<number>(place.size).fill(0);
  for (const row of rows) {
    if (row.trace !== 'text') continue;
    pulls[place.get(row.one) as number] = pullOf(row.acts[0], row);
    pulls[place.get(row.other) as number] = pullOf(row.acts[1], row);
  }
  return pulls;
}

function campaign(rows: readonly Row[]): Campaign {
  const parts = new Map<string, Part>();
  for (const { trace, one, other, ties } of rows) {
    for (const { thing, one: mine, other: theirs } of ties) {
      partOf(parts, one).take(trace, thing, mine, other);
      partOf(parts, other).take(trace, thing, theirs, one);
    }
  }
  const participants = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([account, part]) => part.summary(account));
  const first = [...parts.values()].map((part) => part.earliest()).sort(inTime)[0];
  const edges = [...new Map(rows.map((row) => [edgeOf(row).join(' '), edgeOf(row)])).values()];
  const distinct = (trace: Trace) =>
    new Set(rows.filter((row) => row.trace === trace).flatMap(({ ties }) => ties.map(({ thing }) => thing))).size;
  return {
    id: first?.record ?? '',
    participants,
    things: { text: distinct('text'), domain: distinct('domain') },
    edges,
  };
}

type Done = Row['ties'][number]['one'];

/** What rows tell of one account, gathered. */
class Part {
  readonly #things: Record<Trace, Map<string, Done>> = { text: new Map(), domain: new Map() };
  readonly #partners = new Set<string>();

  take(trace: Trace, thing: string, done: Done, partner: string): void {
    this.#things[trace].set(thing, done);
    this.#partners.add(partner);
  }

  earliest(): Done {
    return this.#inTime()[0] as Done;
  }

  summary(account: string): Participant {
    const done = this.#inTime();
    return {
      account,
      records: done.reduce((sum, { records }) => sum + records, 0),
      things: { text: this.#things.text.size, domain: this.#things.domain.size },
      partners: [...this.#partners].sort(),
      shown: [...new Set(done.map(({ record }) => record))],
    };
  }

  #inTime(): Done[] {
    return [...this.#things.text.values(), ...this.#things.domain.values()].sort(inTime);
  }
}

function partOf(parts: Map<string, Part>, account: string): Part {
  const part = parts.get(account) ?? new Part();
  parts.set(account, part);
  return part;
}

function inTime(a: Done, b: Done): number {
  return a.beganAt - b.beganAt || (a.record < b.record ? -1 : 1);
}

function isBroad({ participants, things }: Campaign): boolean {
  const traces = Object.values(things).filter((count) => count > 0).length;
  return participants.length > 2 || traces > 1 || things.text + things.domain >= MANY_THINGS;
}
