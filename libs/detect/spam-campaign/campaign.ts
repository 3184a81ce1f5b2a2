import { connectedComponents } from '#statistics/connected-components';
import type { Row } from './row.js';
import { bySameHands } from './same-hands.js';

/** One account's part in a campaign. */
export interface Sender {
  readonly account: string;
  /** Its records of the campaign, 32 hex digits each, those of one text in the order of time. */
  readonly records: readonly string[];
  /** Texts of any kind it wrote in the window; at least as many as `records`. */
  readonly written: number;
  /** Jaccard index of its text that comes nearest to one of another party; 0..1, a copy counts 1. */
  readonly likeness: number;
}

/** Texts that say nearly the same, sent by several accounts. */
export interface Campaign {
  /** Its earliest record, so that a campaign keeps its name while it grows. */
  readonly id: string;
  /** Ascending by account. */
  readonly senders: readonly Sender[];
  /** Every record of it, ascending. */
  readonly records: readonly string[];
  /** Distinct texts after masking links, addresses and numbers. */
  readonly texts: number;
  /** Mean over its accounts of their likeness to another party, 0..1. */
  readonly likeness: number;
  /** Share of all its accounts wrote in the window that belongs to it, 0..1. */
  readonly devotion: number;
  /** Domains and contacts that at least two of its accounts promote. */
  readonly promoted: number;
  /** Whether prompts alone tell, because no completions were logged. */
  readonly isPrompted: boolean;
}

/** Jaccard index of word sets from which two texts are one template: at 15 % changed words pairs stand near 0.6, strangers below 0.2. */
const ALIKE = 0.35;

/** The same for texts that promote one address, a second sign. The question answers nothing below; people who write about one thing do. */
const ALIKE_BY_ADDRESS = 0.3;

/** Jaccard index asked for among more than `CROWD` accounts: chains of loose likeness grow without end, templates do not. */
const STRICTLY_ALIKE = 0.8;
const CROWD = 200;

/** Below three records or two parties a likeness is a coincidence or one customer's habit. */
export const LEAST_RECORDS = 3;
export const LEAST_PARTIES = 2;

/** No group. */
const NONE = -1;

/** Rows of each text of an answer; what follows knows a text by its place among them. */
type Texts = readonly (readonly Row[])[];

/** Near copies: the places of each pair, and how alike the two are. */
interface Links {
  readonly one: readonly number[];
  readonly other: readonly number[];
  readonly likeness: readonly number[];
}

/** Texts that say nearly the same by their places, and every row of theirs. */
interface Template {
  readonly texts: readonly number[];
  readonly sendings: readonly Row[];
}

/**
 * Every group of near copies large enough to be called a campaign, whoever sends it.
 *
 * Texts are joined by verified likeness. Shared domains and contacts never join by themselves, since they chain strangers together:
 * they make up for a little of the likeness.
 * Templates are joined when the same two parties share them. Accounts of one verified organisation are one party, and a party's likeness to itself proves nothing.
 *
 * @param rows  answer of the question, in any order
 * @returns     campaigns in the order of their ids
 */
export function campaigns(rows: readonly Row[]): Campaign[] {
  // In the order of the rows, and so of memory: a quarter faster than in that of their numbers.
  const texts = [...grouped(rows, ({ number }) => number).values()];
  const links = linksAmong(texts);
  const templates = templatesOf(texts, links).filter(
    (group) => recordsOf(group) >= LEAST_RECORDS && parties(group).size >= LEAST_PARTIES && !isPasted(group),
  );
  const outputs = templates.filter((group) => !isPrompted(group));
  const inputs = templates.filter(isPrompted);
  const groups = [...bySameHands(outputs, parties).map(together), ...inputs];
  const nearest = nearestOthers(texts, links, groups);
  return groups.map((group) => campaign(group, nearest)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function linksAmong(texts: Texts): Links {
  const places = new Map(texts.map((sendings, place) => [sendings[0]?.number, place]));
  const links = { one: [] as number[], other: [] as number[], likeness: [] as number[] };
  for (const [one, sendings] of texts.entries()) {
    for (const { near, likenesses } of sendings) {
      for (let nth = 0; nth < near.length; nth += 1) {
        const other = places.get(near[nth]);
        if (other === undefined) continue;
        links.one.push(one);
        links.other.push(other);
        links.likeness.push(likenesses[nth] as number);
      }
    }
  }
  return links;
}

/** Texts joined by their likeness, and those of a crowd by what is strictly alike. */
function templatesOf(texts: Texts, links: Links): Template[] {
  const joined = (holds: (one: number, other: number, likeness: number) => boolean) =>
    connectedComponents(texts.length, pairs(links, holds));
  const loose = joined(
    (one, other, likeness) =>
      likeness >= ALIKE || (likeness >= ALIKE_BY_ADDRESS && promoteOne(texts[one], texts[other])),
  ).map((places) => template(places, texts));
  const crowds = loose.filter((group) => accounts(group).size > CROWD);
  if (crowds.length === 0) return loose;
  const crowdOf = groupOfEach(texts, crowds);
  const strict = joined(
    (one, other, likeness) => likeness >= STRICTLY_ALIKE && crowdOf[one] === crowdOf[other] && crowdOf[one] !== NONE,
  ).filter(([first]) => crowdOf[first as number] !== NONE);
  const calm = loose.filter(({ texts: [first] }) => crowdOf[first as number] === NONE);
  return [...calm, ...strict.map((places) => template(places, texts))];
}

function* pairs(
  { one, other, likeness }: Links,
  holds: (one: number, other: number, likeness: number) => boolean,
): Iterable<[number, number]> {
  for (let nth = 0; nth < one.length; nth += 1) {
    const [a, b] = [one[nth] as number, other[nth] as number];
    if (holds(a, b, likeness[nth] as number)) yield [a, b];
  }
}

/** For each text which group it is in, or none. */
function groupOfEach(texts: Texts, groups: readonly Template[]): Int32Array {
  const groupOf = new Int32Array(texts.length).fill(NONE);
  for (const [nth, { texts: places }] of groups.entries()) for (const place of places) groupOf[place] = nth;
  return groupOf;
}

function template(places: readonly number[], texts: Texts): Template {
  return { texts: places, sendings: places.flatMap((place) => texts[place] ?? []) };
}

function together(templates: readonly Template[]): Template {
  return {
    texts: templates.flatMap(({ texts }) => texts),
    sendings: templates.flatMap(({ sendings }) => sendings),
  };
}

/** Whether any sender of one text promotes in it what any sender of the other does. */
function promoteOne(one: readonly Row[] = [], other: readonly Row[] = []): boolean {
  const addresses = new Set(one.flatMap(({ promoted }) => promoted));
  return other.some(({ promoted }) => promoted.some((address) => addresses.has(address)));
}

/** @param nearest  by the number of each text, how near it comes to a text of another party in the same group */
function campaign(group: Template, nearest: ReadonlyMap<number, number>): Campaign {
  const senders = [...grouped(group.sendings, ({ account }) => account)]
    .map(
      ([account, sent]): Sender => ({
        account,
        records: sent.sort((a, b) => a.number - b.number).flatMap(({ records }) => records),
        written: sent[0]?.written ?? 0,
        likeness: sent.reduce((most, { number }) => Math.max(most, nearest.get(number) ?? 0), 0),
      }),
    )
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  const records = senders.flatMap((sender) => sender.records).sort();
  return {
    id: founder(group),
    senders,
    records,
    texts: group.texts.length,
    likeness: sum(senders.map(({ likeness }) => likeness)) / senders.length,
    devotion: records.length / sum(senders.map(({ written }) => written)),
    promoted: shared(group),
    isPrompted: isPrompted(group),
  };
}

function nearestOthers(texts: Texts, links: Links, groups: readonly Template[]): Map<number, number> {
  const groupOf = groupOfEach(texts, groups);
  // The only party of a text, or nobody's name where several send it: those send the same.
  const owners = texts.map(onlyParty);
  const nearest = Float64Array.from(owners, (owner) => (owner === '' ? 1 : 0));
  const { one, other, likeness } = links;
  for (let nth = 0; nth < one.length; nth += 1) {
    const [a, b, alike] = [one[nth] as number, other[nth] as number, likeness[nth] as number];
    if (groupOf[a] !== groupOf[b] || owners[a] === owners[b]) continue;
    if (alike > (nearest[a] as number)) nearest[a] = alike;
    if (alike > (nearest[b] as number)) nearest[b] = alike;
  }
  return new Map(texts.map(([first], place) => [first?.number ?? NONE, nearest[place] as number]));
}

/** @returns empty where several parties send the text */
function onlyParty(sendings: readonly Row[]): string {
  const first = party(sendings[0] as Row);
  return sendings.every((sending) => party(sending) === first) ? first : '';
}

/** What goes in repeats for honest reasons too: several people work on one source, or use one request. */
function isPrompted({ sendings }: Template): boolean {
  return sendings[0]?.part === 'prompt';
}

/** Whether people paste one prompt, as classes and fans do, where a campaign would fill slots. */
function isPasted(group: Template): boolean {
  if (!isPrompted(group)) return false;
  return 2 * new Set(group.sendings.flatMap(({ wordings }) => wordings)).size < recordsOf(group);
}

function founder({ sendings }: Template): string {
  const first = sendings.reduce((a, b) =>
    (a.began - b.began || (a.records[0] as string).localeCompare(b.records[0] as string)) <= 0 ? a : b,
  );
  return first.records[0] as string;
}

function shared({ sendings }: Template): number {
  const promoting = sendings.flatMap(({ account, promoted }) => promoted.map((address) => ({ account, address })));
  return [...grouped(promoting, ({ address }) => address).values()].filter(
    (holders) => new Set(holders.map(({ account }) => account)).size > 1,
  ).length;
}

function party({ account, organization }: Row): string {
  return organization === '' ? account : organization;
}

function parties({ sendings }: Template): Set<string> {
  return new Set(sendings.map(party));
}

function accounts({ sendings }: Template): Set<string> {
  return new Set(sendings.map(({ account }) => account));
}

function recordsOf({ sendings }: Template): number {
  return sendings.reduce((total, { records }) => total + records.length, 0);
}

function grouped<Thing, Key>(things: readonly Thing[], by: (thing: Thing) => Key): Map<Key, Thing[]> {
  const found = new Map<Key, Thing[]>();
  for (const thing of things) {
    const known = found.get(by(thing));
    if (known === undefined) found.set(by(thing), [thing]);
    else known.push(thing);
  }
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
