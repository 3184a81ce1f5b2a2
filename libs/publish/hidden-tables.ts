import type { KnownSum } from '#disclosure/additive-table';
import { hiddenTable, type RoundedCount } from '#disclosure/hidden-table';
import type { TrueCount } from '#disclosure/true-count';
import { type CellKey, keyText, type PublicTable } from './public-table.js';

/** A table counted exactly, one count for each of its keys and in their order. */
export interface CountedTable {
  readonly table: PublicTable;
  readonly counts: readonly TrueCount[];
}

/** A cell as it is published without noise. */
export interface HiddenCell extends CellKey {
  /** Absent where it is hidden. */
  readonly value?: RoundedCount;
  /** SDMX CONF_STATUS: free, hidden because few are in it, or hidden to protect such a one. */
  readonly confidentiality: 'F' | 'A' | 'D';
}

/**
 * Publishes tables without noise, for operators who refuse it: small cells hidden jointly over all tables, the rest rounded.
 *
 * The tables that split T1 are linked by it, so what is hidden in one may be worked out from another; they are protected
 * together. There is no formal guarantee, and no safety against comparison with other sources; one version alone may come
 * out, since a second would show what changed.
 *
 * @param counted  T1 to T5, or some of them
 * @returns        cells of each table, in the order of its keys
 * @throws {RangeError} when counts are missing, tables do not add up, or a small cell cannot be protected
 */
export function hiddenTables(counted: readonly CountedTable[]): (readonly HiddenCell[])[] {
  const short = counted.find(({ table, counts }) => counts.length !== table.keys.length);
  if (short !== undefined) throw new RangeError(`hiddenTables requires one count for each key of ${short.table.id}`);
  const places = new Map<string, number>();
  const starts: number[] = [];
  for (const { table } of counted) {
    starts.push(places.size);
    for (const key of table.keys) places.set(`${table.id} ${keyText(key)}`, places.size);
  }
  const rows = counted.flatMap(({ table }, index) => rowsOf(table, starts[index] ?? 0));
  const sums = rows.flatMap(({ table, category, parts }): KnownSum[] => {
    const total = table.splits === undefined ? undefined : places.get(`${table.splits} ${category}`);
    return total === undefined ? [] : [{ total, parts }];
  });
  const exact = counted.flatMap(({ counts }) => counts);
  const { counts, small } = hiddenTable(
    exact,
    sums,
    rows.map(({ parts }) => parts),
  );
  return counted.map(({ table: { keys } }, index) =>
    keys.map((key, offset): HiddenCell => {
      const place = (starts[index] ?? 0) + offset;
      const value = counts[place];
      if (value !== undefined) return { ...key, value, confidentiality: 'F' };
      return { ...key, confidentiality: small.has(place) ? 'A' : 'D' };
    }),
  );
}

/** What readers see as one row: the cells of one category in a table of two dimensions. */
function rowsOf(table: PublicTable, start: number): { table: PublicTable; category: string; parts: number[] }[] {
  if (table.dimension === undefined) return [];
  return [...new Set(table.keys.map(({ category }) => category))].map((category) => ({
    ...{ table, category },
    parts: table.keys.flatMap((key, index) => (key.category === category ? [start + index] : [])),
  }));
}
