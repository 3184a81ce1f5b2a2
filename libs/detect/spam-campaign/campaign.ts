import { connectedComponents } from '#statistics/connected-components';
import type { Row, Sending } from './row.js';
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

/** Texts that say nearly the same, with everybody who sent one. */
interface Template {
  readonly texts: readonly Row[];
  readonly sendings: readonly Sending[];
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
  const sorted = [...rows].sort((a, b) => (a.text < b.text ? -1 : 1));
  const templates = groups(sorted, ALIKE, ALIKE_BY_ADDRESS)
    .flatMap((group) => (accounts(group).size > CROWD ? groups(group.texts, STRICTLY_ALIKE, STRICTLY_ALIKE) : [group]))
    .filter((group) => recordsOf(group) >= LEAST_RECORDS && parties(group).size >= LEAST_PARTIES && !isPasted(group));
  const outputs = templates.filter((group) => !isPrompted(group));
  const inputs = templates.filter(isPrompted);
  return [...bySameHands(outputs, parties).map(together), ...inputs]
    .map(campaign)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function groups(rows: readonly Row[], alike: number, alikeByAddress: number): Template[] {
  return connectedComponents(rows.length, joined(rows, alike, alikeByAddress)).map((indexes) =>
    template(indexes.map((index) => rows[index] as Row)),
  );
}

function template(texts: readonly Row[]): Template {
  return { texts, sendings: texts.flatMap(({ senders }) => senders) };
}

function together(templates: readonly Template[]): Template {
  return template(templates.flatMap(({ texts }) => texts));
}

function* joined(rows: readonly Row[], alike: number, alikeByAddress: number): Iterable<[number, number]> {
  for (const [one, other, likeness] of links(rows)) {
    if (likeness < alikeByAddress) continue;
    if (likeness >= alike || promoteOne(rows[one] as Row, rows[other] as Row)) yield [one, other];
  }
}

/** Near copies among some texts by their places, and how alike they are. */
function* links(rows: readonly Row[]): Iterable<[one: number, other: number, likeness: number]> {
  const places = new Map(rows.map(({ number }, place) => [number, place]));
  for (const [one, { near, likenesses }] of rows.entries()) {
    for (let nth = 0; nth < near.length; nth += 1) {
      const other = places.get(near[nth] as number);
      if (other !== undefined) yield [one, other, likenesses[nth] as number];
    }
  }
}

/** Whether any sender of one text promotes in it what any sender of the other does. */
function promoteOne(one: Row, other: Row): boolean {
  const addresses = new Set(one.senders.flatMap(({ promoted }) => promoted));
  return other.senders.some(({ promoted }) => promoted.some((address) => addresses.has(address)));
}

function campaign(group: Template): Campaign {
  const nearest = likenesses(group.texts);
  const senders = [...grouped(group.sendings, ({ account }) => account)]
    .map(
      ([account, sent]): Sender => ({
        account,
        records: sent.flatMap(({ records }) => records),
        written: sent[0]?.written ?? 0,
        likeness: nearest.get(account) ?? 0,
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

/** For each account, how near its nearest text comes to a text of another party. */
function likenesses(rows: readonly Row[]): Map<string, number> {
  // The only party of a text, or nobody's name where several send it: those send the same.
  const owners = rows.map(onlyParty);
  const nearest = Float64Array.from(owners, (owner) => (owner === '' ? 1 : 0));
  for (const [one, other, likeness] of links(rows)) {
    if (owners[one] === owners[other]) continue;
    nearest[one] = Math.max(nearest[one] as number, likeness);
    nearest[other] = Math.max(nearest[other] as number, likeness);
  }
  const most = new Map<string, number>();
  for (const [place, { senders }] of rows.entries()) {
    for (const { account } of senders) most.set(account, Math.max(nearest[place] as number, most.get(account) ?? 0));
  }
  return most;
}

/** @returns empty where several parties send the text */
function onlyParty({ senders }: Row): string {
  const first = party(senders[0] as Sending);
  return senders.every((sender) => party(sender) === first) ? first : '';
}

/** What goes in repeats for honest reasons too: several people work on one source, or use one request. */
function isPrompted({ texts }: Template): boolean {
  return texts[0]?.part === 'prompt';
}

/** Whether people paste one prompt, as classes and fans do, where a campaign would fill slots. */
function isPasted(group: Template): boolean {
  return isPrompted(group) && 2 * sum(group.texts.map(({ wordings }) => wordings)) < recordsOf(group);
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

function party({ account, organization }: Sending): string {
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

function grouped<Thing>(things: readonly Thing[], by: (thing: Thing) => string): Map<string, Thing[]> {
  const found = new Map<string, Thing[]>();
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
