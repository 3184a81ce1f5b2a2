import { z } from 'zod';
import { connectedComponents } from '#statistics/connected-components';

/**
 * Who sent a text: account, texts of any kind it wrote in the window, its first sending in epoch seconds, its records
 * of this text in the order of time (32 hex digits each), domains and contacts it promotes with it (pseudonyms).
 */
const Sent = z.tuple([
  z.string(),
  z.number().int().positive(),
  z.number().int().nonnegative(),
  z.array(z.string()).min(1),
  z.array(z.string()),
]);

/** One distinct text of the window, links and numbers masked. */
export const Row = z.object({
  /** Template hash, 16 hex digits. */
  text: z.string(),
  /** Completions speak for their records; prompts do so where no completion was logged. */
  part: z.enum(['prompt', 'completion']),
  /** Different texts before masking, at least 1. */
  wordings: z.number().int().positive(),
  /** Verified near copies, with the Jaccard index of their word sets in 0..1. */
  links: z.array(z.tuple([z.string(), z.number().min(0).max(1)])),
  senders: z.array(Sent).min(1),
});
export type Row = z.infer<typeof Row>;

/** One account's part in a campaign. */
export interface Sender {
  readonly account: string;
  /** Its records of the campaign, 32 hex digits each, those of one text in the order of time. */
  readonly records: readonly string[];
  /** Texts of any kind it wrote in the window; at least as many as `records`. */
  readonly written: number;
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
  /** Mean over records of the Jaccard index with the nearest other record's text; 0..1, copies count 1. */
  readonly likeness: number;
  /** Share of all its senders wrote in the window that belongs to it; 0..1. */
  readonly devotion: number;
  /** Domains and contacts that at least two of its accounts promote. */
  readonly promoted: number;
}

/** Jaccard index of word sets from which two texts are one template: at 15 % changed words pairs stand near 0.6, unrelated texts below 0.2. */
const ALIKE = 0.35;

/** Jaccard index asked for when a component has more than `CROWD` accounts: chains of loose likeness grow without end, templates do not. */
const STRICTLY_ALIKE = 0.8;
const CROWD = 200;

/** Below three records or two accounts a likeness is a coincidence or one person's habit. */
const LEAST_RECORDS = 3;
const LEAST_ACCOUNTS = 2;

/**
 * Every group of near-copies large enough to be called a campaign, whoever sends it.
 *
 * Texts are joined by verified likeness alone. Shared domains and contacts never join: they chain strangers together.
 *
 * @param rows  answer of the question, in any order
 * @returns     campaigns in the order of their ids
 */
export function campaigns(rows: readonly Row[]): Campaign[] {
  const sorted = [...rows].sort((a, b) => (a.text < b.text ? -1 : 1));
  return group(sorted, ALIKE)
    .flatMap((texts) => (parts(texts).size > CROWD ? group(texts, STRICTLY_ALIKE) : [texts]))
    .filter((texts) => !isCopying(texts))
    .map(campaign)
    .filter(({ records, senders }) => records.length >= LEAST_RECORDS && senders.length >= LEAST_ACCOUNTS)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function group(rows: readonly Row[], alike: number): Row[][] {
  const place = new Map(rows.map(({ text }, index) => [text, index]));
  const links = rows.flatMap(({ links: near }, index) =>
    near.flatMap(([other, likeness]): [number, number][] => {
      const at = place.get(other);
      return at === undefined || likeness < alike ? [] : [[index, at]];
    }),
  );
  return connectedComponents(rows.length, links).map((indexes) => indexes.map((index) => rows[index] as Row));
}

/** Whether people paste one prompt, as classes and fans do, where a campaign would fill slots. */
function isCopying(rows: readonly Row[]): boolean {
  const wordings = rows.reduce((sum, row) => sum + row.wordings, 0);
  return rows[0]?.part === 'prompt' && 2 * wordings < recordsOf(rows);
}

function recordsOf(rows: readonly Row[]): number {
  return rows.reduce(
    (sum, { senders }) => sum + senders.reduce((sent, [, , , records]) => sent + records.length, 0),
    0,
  );
}

interface Part {
  readonly written: number;
  began: number;
  first: string;
  readonly records: string[];
  readonly promoted: Set<string>;
}

function parts(rows: readonly Row[]): Map<string, Part> {
  const found = new Map<string, Part>();
  for (const [account, written, began, records, promoted] of rows.flatMap(({ senders }) => senders)) {
    const first = records[0] as string;
    const part = found.get(account);
    if (part === undefined) {
      found.set(account, { written, began, first, records: [...records], promoted: new Set(promoted) });
      continue;
    }
    part.records.push(...records);
    for (const address of promoted) part.promoted.add(address);
    if (began < part.began || (began === part.began && first < part.first)) {
      part.began = began;
      part.first = first;
    }
  }
  return found;
}

function campaign(rows: readonly Row[]): Campaign {
  const inside = new Set(rows.map(({ text }) => text));
  const byAccount = [...parts(rows)].sort(([a], [b]) => (a < b ? -1 : 1));
  const senders = byAccount.map(([account, { written, records }]): Sender => ({ account, written, records }));
  const count = recordsOf(rows);
  const likeness = rows.map((row) => {
    const copies = recordsOf([row]);
    const nearest = row.links.reduce((most, [other, near]) => (inside.has(other) ? Math.max(most, near) : most), 0);
    return copies > 1 ? copies : nearest;
  });
  const [founder] = byAccount
    .map(([, { began, first }]) => ({ began, first }))
    .sort((a, b) => a.began - b.began || (a.first < b.first ? -1 : 1));
  const holders = new Map<string, number>();
  for (const [, { promoted }] of byAccount)
    for (const address of promoted) holders.set(address, (holders.get(address) ?? 0) + 1);
  return {
    id: founder?.first ?? '',
    senders,
    records: senders.flatMap(({ records }) => records).sort(),
    texts: rows.length,
    likeness: likeness.reduce((sum, near) => sum + near, 0) / count,
    devotion: count / senders.reduce((sum, { written }) => sum + written, 0),
    promoted: [...holders.values()].filter((accounts) => accounts >= LEAST_ACCOUNTS).length,
  };
}
