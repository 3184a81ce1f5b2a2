import { z } from 'zod';
import { connectedComponents } from '#statistics/connected-components';

/** One distinct text of the window. */
export const Row = z.object({
  /** Template hash, 16 hex digits. */
  text: z.string(),
  /** Texts that are verified near copies, with the Jaccard index of their word sets in 0..1. */
  links: z.array(z.tuple([z.string(), z.number().min(0).max(1)])),
  /** Who sent it: account, texts of any kind the account wrote in the window, records (32 hex digits) of this text. */
  senders: z.array(z.tuple([z.string(), z.number().int().positive(), z.array(z.string()).min(1)])).min(1),
});
export type Row = z.infer<typeof Row>;

/** One account's part in a campaign. */
export interface Sender {
  readonly account: string;
  /** Its records of the campaign, 32 hex digits each, ascending. */
  readonly records: readonly string[];
  /** Texts of any kind it wrote in the window; at least as many as `records`. */
  readonly written: number;
}

/** Texts that say nearly the same, sent by several accounts. */
export interface Campaign {
  /** Smallest record among its members. */
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
    .flatMap((texts) => (accounts(texts).size > CROWD ? group(texts, STRICTLY_ALIKE) : [texts]))
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

function accounts(rows: readonly Row[]): Map<string, { written: number; records: string[] }> {
  const found = new Map<string, { written: number; records: string[] }>();
  for (const { senders } of rows) {
    for (const [account, written, records] of senders) {
      const known = found.get(account);
      if (known === undefined) found.set(account, { written, records: [...records] });
      else known.records.push(...records);
    }
  }
  return found;
}

function campaign(rows: readonly Row[]): Campaign {
  const inside = new Set(rows.map(({ text }) => text));
  const senders = [...accounts(rows)]
    .map(([account, { written, records }]): Sender => ({ account, written, records: records.sort() }))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  const records = senders.flatMap((sender) => sender.records).sort();
  const likenesses = rows.map(({ links, senders: sent }) => {
    const copies = sent.reduce((sum, [, , sentRecords]) => sum + sentRecords.length, 0);
    const nearest = links.reduce((most, [other, likeness]) => (inside.has(other) ? Math.max(most, likeness) : most), 0);
    return copies > 1 ? copies : nearest;
  });
  return {
    id: records[0] ?? '',
    senders,
    records,
    texts: rows.length,
    likeness: likenesses.reduce((sum, part) => sum + part, 0) / records.length,
    devotion: records.length / senders.reduce((sum, { written }) => sum + written, 0),
  };
}
