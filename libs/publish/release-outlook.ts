import { noisyShare } from '#statistics/noisy-share';
import { CATEGORIES } from './categories.js';
import { changesSince } from './changes-since.js';
import type { MeasuredTable } from './measured-release.js';
import { type CellKey, keyText } from './public-table.js';

/** A published release, as far as the outlook looks at it. */
export interface PublishedNumbers {
  readonly period: string;
  readonly tables: readonly MeasuredTable[];
}

/** A cell that moved by more than noise explains. */
export interface Moved extends CellKey {
  readonly table: string;
  /** What the cell counts, in words. */
  readonly what: string;
  readonly direction: 'up' | 'down';
  readonly now: number;
  readonly before: number;
}

/** What a share tells of. */
type ShareName = 'acted_within_a_week' | 'reversed' | 'confirmed_in_review';

/** A share of two noisy counts, with its interval. */
export interface OutlookShare {
  readonly name: ShareName;
  /** What of what, in words. */
  readonly what: string;
  /** Undefined where the counts are too small to say. */
  readonly now: { readonly value: number; readonly low: number; readonly high: number } | undefined;
  /** The same of the quarter before; undefined without one. */
  readonly before: { readonly value: number; readonly low: number; readonly high: number } | undefined;
}

/** What leaders are told of the latest release; nothing that the public is not told as well. */
export interface ReleaseOutlook {
  readonly period: string;
  /** Quarter before, if it is published; without it nothing has moved. */
  readonly comparedWith: string | undefined;
  readonly moved: readonly Moved[];
  /** Cells that were compared. */
  readonly compared: number;
  readonly shares: readonly OutlookShare[];
}

/** Shares that tell whether things get better: of two groups of a table's cells, the first in both. */
const SHARES: readonly {
  readonly name: ShareName;
  readonly what: string;
  readonly table: string;
  readonly counted: readonly string[];
  readonly others: readonly string[];
}[] = [
  {
    name: 'acted_within_a_week',
    what: 'actors acted against within a week of the first sign, of all acted against',
    table: 't7',
    counted: ['H01', 'D01', 'D07'],
    others: ['D30', 'L30'],
  },
  {
    name: 'reversed',
    what: 'actions reversed on appeal or by ourselves, of all that were appealed and decided or taken back',
    table: 't6',
    counted: ['REV-ACC', 'REV-USE', 'OWN-ACC', 'OWN-USE'],
    others: ['UPH-ACC', 'UPH-USE'],
  },
  {
    name: 'confirmed_in_review',
    what: 'pieces of the random review that were misuse, of those with an answer',
    table: 't9',
    counted: ['CNF'],
    others: ['NOT'],
  },
];

/**
 * Compares the latest release with the one before as far as its noise allows.
 *
 * @param now     the latest published release
 * @param before  the published one of the quarter before; undefined when there is none
 */
export function releaseOutlook(now: PublishedNumbers, before: PublishedNumbers | undefined): ReleaseOutlook {
  const changes = changesSince(now.tables, before?.tables);
  const old = new Map(cellsOf(before?.tables ?? []).map(([name, , , measurement]) => [name, measurement]));
  const moved = cellsOf(now.tables).flatMap(([name, table, key, measurement]): Moved[] => {
    const direction = changes.get(name);
    if (direction === undefined || direction === 'within noise') return [];
    const what = meaningOf(now.tables, table, key);
    return [{ ...key, ...{ table, what, direction }, now: shown(measurement), before: shown(old.get(name) ?? 0n) }];
  });
  return {
    period: now.period,
    comparedWith: before?.period,
    moved,
    compared: changes.size,
    shares: SHARES.map(({ name, what, ...cells }) => ({
      ...{ name, what },
      now: shareOf(now.tables, cells),
      before: before === undefined ? undefined : shareOf(before.tables, cells),
    })),
  };
}

function cellsOf(tables: readonly MeasuredTable[]): [string, string, CellKey, bigint][] {
  return tables.flatMap(({ table, measurements }) =>
    table.keys.map((key, index): [string, string, CellKey, bigint] => [
      ...([`${table.id} ${keyText(key)}`, table.id, key] as const),
      measurements[index] ?? 0n,
    ]),
  );
}

function meaningOf(tables: readonly MeasuredTable[], id: string, { category, dim2 }: CellKey): string {
  const table = tables.find((one) => one.table.id === id)?.table;
  const group = Object.hasOwn(CATEGORIES, category) ? CATEGORIES[category as keyof typeof CATEGORIES].name : undefined;
  const value = table?.dimension?.codes.find(({ code }) => code === dim2)?.name;
  return [group, value].filter((part) => part !== undefined).join(', ') || (table?.title ?? id);
}

/** Whole actors, never below zero, as a reader is told. */
function shown(measurement: bigint): number {
  return Math.max(0, Number(measurement));
}

function shareOf(
  tables: readonly MeasuredTable[],
  {
    table: id,
    counted,
    others,
  }: { readonly table: string; readonly counted: readonly string[]; readonly others: readonly string[] },
): OutlookShare['now'] {
  const found = tables.find(({ table }) => table.id === id);
  if (found === undefined) return undefined;
  const sumOf = (codes: readonly string[]) =>
    found.table.keys.reduce(
      (sum, { dim2 }, index) => sum + (codes.includes(dim2) ? (found.measurements[index] ?? 0n) : 0n),
      0n,
    );
  const { numerator, denominator } = found.table.sigma2;
  const varianceOf = (codes: readonly string[]) =>
    (found.table.keys.filter(({ dim2 }) => codes.includes(dim2)).length * Number(numerator)) / Number(denominator);
  const [is, isNot] = [sumOf(counted), sumOf(others)].map(Number) as [number, number];
  const share = noisyShare(is, isNot, varianceOf(counted), varianceOf(others));
  return share === undefined ? undefined : { value: share.value, low: share.low, high: share.high };
}
