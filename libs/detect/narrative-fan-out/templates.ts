import { connectedComponents } from '#statistics/connected-components';
import type { Rendering, Row } from './row.js';

/** A rendering with the account it is of. */
export interface Rendered extends Rendering {
  readonly account: string;
  /** Organisation where the gateway verified one, else the account: accounts of one customer are one voice. */
  readonly party: string;
}

/** Renderings of one template, and the words they have in common. */
export interface Template {
  readonly renderings: readonly Rendered[];
  readonly core: ReadonlySet<number>;
}

/** Word-set Jaccard index with the first rendering: slots as long as half the template leave 0.5 of it, and two drawn at random 0.4. */
const ALIKE = 0.4;

/** The same of two cores, from which they are one: what they hold by chance of their slots differs. */
const SAME = 0.7;

/** Renderings below which a core is no more than a prompt. */
const LEAST_TO_JOIN = 3;

/** Words kept of a prompt; a longer one is told by its smallest ones. */
const SAMPLE = 64;

/** Templates told apart among prompts that hang together by common phrases; whatever fits none of them is left out. */
const MOST_TEMPLATES = 100;

/** Share of the renderings that have a word of the template's own. */
const COMMON = 0.6;

/**
 * Groups prompts into templates.
 *
 * Prompts that share a band hang together; within such a group each joins the first earlier one whose words are alike, so that
 * a phrase in many mouths joins no two templates.
 *
 * @param rows  in any order
 * @returns     templates in the order of their first renderings, each in the order of time
 */
export function templates(rows: readonly Row[]): Template[] {
  const all = rows
    .flatMap(({ account, organization, renderings }) =>
      renderings.map((rendering): Rendered => ({ ...rendering, account, party: organization || account })),
    )
    .sort(inTime);
  const parts = connectedComponents(all.length, meetings(all))
    .flatMap((indexes) => toldApart(indexes.map((index) => all[index] as Rendered)))
    .map(templateOf);
  return joined(parts).sort((a, b) => inTime(a.renderings[0] as Rendered, b.renderings[0] as Rendered));
}

function templateOf(renderings: readonly Rendered[]): Template {
  return { renderings, core: coreOf(renderings) };
}

/** Joins what four bands left apart though it has the same words in common. */
function joined(parts: readonly Template[]): Template[] {
  const cores = parts.map(({ core }) => [...core].sort((a, b) => a - b));
  const large = parts.flatMap(({ renderings }, index) => (renderings.length >= LEAST_TO_JOIN ? [index] : []));
  const links = large.flatMap((one, place) =>
    large
      .slice(place + 1)
      .filter((other) => jaccard(cores[one] as number[], cores[other] as number[]) >= SAME)
      .map((other) => [one, other] as const),
  );
  return connectedComponents(parts.length, links).map((indexes) =>
    templateOf(indexes.flatMap((index) => (parts[index] as Template).renderings).sort(inTime)),
  );
}

function inTime(a: Rendered, b: Rendered): number {
  return a.second - b.second || (a.record < b.record ? -1 : 1);
}

/** Each prompt with the first one that shares a band. */
function meetings(all: readonly Rendered[]): [number, number][] {
  const first = new Map<number, number>();
  return all.flatMap(({ asked }, index) =>
    asked.flatMap((place): [number, number][] => {
      const known = first.get(place);
      if (known === undefined) first.set(place, index);
      return known === undefined ? [] : [[known, index]];
    }),
  );
}

function toldApart(group: readonly Rendered[]): Rendered[][] {
  const found: Rendered[][] = [];
  for (const rendered of group) {
    const home = found.find(([leader]) => jaccard((leader as Rendered).words, rendered.words) >= ALIKE);
    if (home !== undefined) home.push(rendered);
    else if (found.length < MOST_TEMPLATES) found.push([rendered]);
  }
  return found;
}

function coreOf(renderings: readonly Rendered[]): Set<number> {
  const counts = new Map<number, number>();
  for (const { words } of renderings) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= COMMON * renderings.length).map(([word]) => word));
}

/** Jaccard index of two word sets, compared as far as both samples reach. */
function jaccard(one: readonly number[], other: readonly number[]): number {
  const reach = Math.min(reachOf(one), reachOf(other));
  let [common, i, j] = [0, 0, 0];
  while (i < one.length && j < other.length) {
    const [a, b] = [one[i] as number, other[j] as number];
    if (a > reach && b > reach) break;
    if (a === b) common++;
    if (a <= b) i++;
    if (b <= a) j++;
  }
  const within = (words: readonly number[]) => words.filter((word) => word <= reach).length;
  const either = within(one) + within(other) - common;
  return either === 0 ? 0 : common / either;
}

function reachOf(words: readonly number[]): number {
  return words.length < SAMPLE ? Number.POSITIVE_INFINITY : (words.at(-1) as number);
}
