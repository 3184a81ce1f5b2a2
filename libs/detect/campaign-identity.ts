import { bestAssignment } from '#statistics/best-assignment';
import { connectedComponents } from '#statistics/connected-components';
import { overlap } from '#statistics/overlap';

/** Overlap from which a campaign is the one seen before, as in month-to-month matching of communities. */
const LEAST_JACCARD = 0.3;
const LEAST_CONTAINMENT = 0.5;

/** What is left of an account's weight after a run that found its campaign without it, or did not find its campaign. */
const DECAY = 0.9;

/** Weight below which an account is forgotten: 22 runs after it was seen last. */
const FORGOTTEN = 0.1;

/** A campaign of earlier runs. */
export interface KnownCampaign {
  /** The name it was first found under. */
  readonly id: string;
  /** Names of campaigns that went into it, ascending. */
  readonly aliases: readonly string[];
  /** Accounts that took part, with their fading weight, 0.1..1. */
  readonly memory: ReadonlyMap<string, number>;
}

/** A campaign as one run found it. */
export interface FoundCampaign {
  /** Name it has if nobody knows it yet; no known campaign and no other found one bears it. */
  readonly id: string;
  /** None twice, at least one. */
  readonly accounts: readonly string[];
}

/** What an earlier run found of a campaign. */
export interface Sighting {
  /** Lasting name. */
  readonly id: string;
  readonly accounts: readonly string[];
  /** How many runs ago, at least 1. */
  readonly runsAgo: number;
}

/** Runs after which a campaign is forgotten that was not seen again. */
export const REMEMBERED_RUNS = Math.ceil(Math.log(FORGOTTEN) / Math.log(DECAY));

/**
 * What runs remember of what they found: each account with the weight that its last sighting has left.
 *
 * @param sightings  of campaigns that have not gone into others; those too long ago count nothing
 * @returns          ascending by id
 */
export function recall(sightings: readonly Sighting[]): KnownCampaign[] {
  const memories = new Map<string, Map<string, number>>();
  for (const { id, accounts, runsAgo } of sightings) {
    const weight = DECAY ** (runsAgo - 1);
    if (weight < FORGOTTEN) continue;
    const memory = memories.get(id) ?? new Map<string, number>();
    for (const account of accounts) memory.set(account, Math.max(weight, memory.get(account) ?? 0));
    memories.set(id, memory);
  }
  return ascending([...memories].map(([id, memory]) => ({ id, aliases: [], memory })));
}

/** What one run makes of the campaigns before it. */
export interface Continuation {
  /** Lasting name by the name it was found under. */
  readonly ids: ReadonlyMap<string, string>;
  /** Everything known after this run, ascending by id. */
  readonly known: readonly KnownCampaign[];
  /** A part of `from` that goes on under a name of its own. */
  readonly splits: readonly { readonly from: string; readonly into: string }[];
  /** A campaign that went into another and is an alias of it from now on. */
  readonly merges: readonly { readonly from: string; readonly into: string }[];
}

/**
 * Carries the names of campaigns from run to run.
 *
 * Known and found campaigns that overlap enough are paired so that the sum of their Jaccard indices is the largest
 * possible, each once. A found one left over split off, a known one left over was merged; either is told only where
 * the overlap is enough.
 *
 * @param known  what the run before left
 * @param found  campaigns of this run, in any order
 */
export function continueCampaigns(known: readonly KnownCampaign[], found: readonly FoundCampaign[]): Continuation {
  const before = ascending(known);
  const now = ascending(found);
  const pairs = alike(before, now);
  const heirs = inherit(before.length, now.length, pairs);

  const ids = new Map(now.map(({ id }, index) => [id, before[heirs.get(index) ?? -1]?.id ?? id]));
  const nameOf = (index: number) => ids.get((now[index] as FoundCampaign).id) as string;
  const taken = new Set(heirs.values());
  const strongest = [...pairs].sort((a, b) => b.gain - a.gain || a.known - b.known || a.found - b.found);
  const splits: { from: string; into: string }[] = [];
  const mergedInto = new Map<number, number>();
  const isSplit = new Set<number>();
  for (const pair of strongest) {
    if (!heirs.has(pair.found) && !isSplit.has(pair.found)) {
      isSplit.add(pair.found);
      splits.push({ from: (before[pair.known] as KnownCampaign).id, into: nameOf(pair.found) });
    }
    if (!taken.has(pair.known) && !mergedInto.has(pair.known)) mergedInto.set(pair.known, pair.found);
  }
  const merges = [...mergedInto].map(([from, into]) => ({
    from: (before[from] as KnownCampaign).id,
    into: nameOf(into),
  }));
  const lasting = now.map(({ accounts }, index): KnownCampaign => {
    const heir = before[heirs.get(index) ?? -1];
    const swallowed = [...mergedInto].flatMap(([from, into]) => (into === index ? (before[from] ?? []) : []));
    const aliases = [...(heir?.aliases ?? []), ...swallowed.flatMap(({ id, aliases }) => [id, ...aliases])];
    return { id: nameOf(index), aliases: aliases.sort(), memory: remembered(heir?.memory, accounts) };
  });
  const silent = before.flatMap((campaign, index): KnownCampaign[] => {
    if (taken.has(index) || mergedInto.has(index)) return [];
    const memory = remembered(campaign.memory, []);
    return memory.size === 0 ? [] : [{ ...campaign, memory }];
  });
  return { ids, known: ascending([...lasting, ...silent]), splits: byEnds(splits), merges: byEnds(merges) };
}

interface Pair {
  readonly known: number;
  readonly found: number;
  /** Jaccard index, above zero. */
  readonly gain: number;
}

/** Pairs that overlap enough to be one campaign; only those that share an account are looked at. */
function alike(known: readonly KnownCampaign[], found: readonly FoundCampaign[]): Pair[] {
  const holders = new Map<string, number[]>();
  for (const [index, { memory }] of known.entries()) {
    for (const account of memory.keys()) {
      const others = holders.get(account);
      if (others === undefined) holders.set(account, [index]);
      else others.push(index);
    }
  }
  return found.flatMap(({ accounts }, index) => {
    const near = new Set(accounts.flatMap((account) => holders.get(account) ?? []));
    return [...near].flatMap((earlier): Pair[] => {
      const { jaccard, containment } = overlap((known[earlier] as KnownCampaign).memory, accounts);
      if (jaccard < LEAST_JACCARD && containment < LEAST_CONTAINMENT) return [];
      return [{ known: earlier, found: index, gain: jaccard }];
    });
  });
}

/** Which known campaign each found one continues. Groups that share nobody are assigned apart: time grows with the cube of a group. */
function inherit(knownCount: number, foundCount: number, pairs: readonly Pair[]): Map<number, number> {
  const links = pairs.map(({ known, found }): [number, number] => [known, knownCount + found]);
  const heirs = new Map<number, number>();
  for (const group of connectedComponents(knownCount + foundCount, links)) {
    const rows = group.filter((number) => number >= knownCount).map((number) => number - knownCount);
    const columns = group.filter((number) => number < knownCount);
    const [row, column] = [placeOf(rows), placeOf(columns)];
    const gains = rows.map(() => new Array<number>(columns.length).fill(0));
    for (const { known, found, gain } of pairs) {
      const line = gains[row.get(found) ?? -1];
      if (line !== undefined) line[column.get(known) as number] = gain;
    }
    for (const [place, choice] of bestAssignment(gains).entries()) {
      if (choice !== undefined) heirs.set(rows[place] as number, columns[choice] as number);
    }
  }
  return heirs;
}

function placeOf(numbers: readonly number[]): Map<number, number> {
  return new Map(numbers.map((number, place) => [number, place]));
}

function remembered(memory: ReadonlyMap<string, number> = new Map(), present: readonly string[]): Map<string, number> {
  const faded = [...memory].map(([account, weight]) => [account, weight * DECAY] as const);
  return new Map([
    ...faded.filter(([, weight]) => weight >= FORGOTTEN),
    ...present.map((account) => [account, 1] as const),
  ]);
}

function ascending<Named extends { readonly id: string }>(campaigns: readonly Named[]): Named[] {
  return [...campaigns].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function byEnds<Ends extends { readonly from: string; readonly into: string }>(ends: readonly Ends[]): Ends[] {
  return [...ends].sort((a, b) => (a.from === b.from ? (a.into < b.into ? -1 : 1) : a.from < b.from ? -1 : 1));
}
