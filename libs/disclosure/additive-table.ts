import type { Fraction } from './fraction.js';
import { fraction } from './fraction.js';
import { type Equation, leastValue } from './linear-program.js';

/** A sum that everybody knows of: places of its parts and of what they add up to. */
export interface KnownSum {
  readonly total: number;
  readonly parts: readonly number[];
}

/** Counts that add up: cells, margins and linked tables, in one list. */
export interface AdditiveTable {
  readonly counts: readonly bigint[];
  readonly sums: readonly KnownSum[];
}

/** What a reader can conclude about a hidden cell. */
export interface CellInterval {
  readonly low: Fraction;
  /** Absent when nothing bounds it. */
  readonly high?: Fraction;
}

/**
 * Makes the table of rows and columns with its margins: cells row by row, then row sums, column sums, and the whole.
 *
 * @param rows  counts, each row as long as the others
 * @throws {RangeError} when rows differ in length
 */
export function crossTable(rows: readonly (readonly bigint[])[]): AdditiveTable {
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width))
    throw new RangeError('crossTable requires rows of one length, at least one');
  const [height, columns] = [rows.length, Array.from({ length: width }, (_, column) => column)];
  const rowTotals = rows.map((row) => added(row));
  const columnTotals = columns.map((column) => added(rows.map((row) => row[column] ?? 0n)));
  const cells = height * width;
  const whole = cells + height + width;
  return {
    counts: [...rows.flat(), ...rowTotals, ...columnTotals, added(rowTotals)],
    sums: [
      ...rows.map((_, row) => ({ total: cells + row, parts: columns.map((column) => row * width + column) })),
      ...columns.map((column) => ({
        total: cells + height + column,
        parts: rows.map((_, row) => row * width + column),
      })),
      { total: whole, parts: rows.map((_, row) => cells + row) },
      { total: whole, parts: columns.map((column) => cells + height + column) },
    ],
  };
}

/**
 * What a reader of everything else can conclude about a hidden cell, by linear programs over all known sums.
 *
 * @param table   the table; its sums have to hold
 * @param hidden  places of hidden cells
 * @param cell    place of one of them
 * @returns       exact bounds
 * @throws {RangeError} when the cell is not hidden or a sum does not hold
 *
 * Source: the attacker's program of sdcTable; handbook of the European SDC centre, chapter 4.
 */
export function cellInterval(table: AdditiveTable, hidden: ReadonlySet<number>, cell: number): CellInterval {
  if (!hidden.has(cell)) throw new RangeError('cellInterval requires a hidden cell');
  requireSums(table);
  const reached = connected(table, cell, (place) => hidden.has(place));
  const unknowns = [...reached];
  const equations = table.sums.flatMap(({ total, parts }): Equation[] => {
    if (![total, ...parts].some((place) => reached.has(place))) return [];
    const sign = (place: number) => (parts.includes(place) ? 1n : place === total ? -1n : 0n);
    const shown = [total, ...parts].filter((place) => !reached.has(place));
    const value = -added(shown.map((place) => sign(place) * (table.counts[place] ?? 0n)));
    return [{ coefficients: unknowns.map(sign), value }];
  });
  const program = { unknowns: unknowns.length, equations };
  const [least, most] = [1n, -1n].map((sign) =>
    leastValue(
      program,
      unknowns.map((one) => (one === cell ? sign : 0n)),
    ),
  );
  if (least === undefined || typeof least === 'string') throw new RangeError('cellInterval requires sums that hold');
  return {
    low: least.value,
    ...(most === undefined || typeof most === 'string'
      ? {}
      : { high: fraction(-most.value.numerator, most.value.denominator) }),
  };
}

/** Places that hang together with one by known sums, over places of a kind. */
export function connected(
  { sums }: AdditiveTable,
  from: number,
  isOfKind: (place: number) => boolean,
): ReadonlySet<number> {
  const reached = new Set([from]);
  for (const place of reached)
    for (const { total, parts } of sums)
      if (total === place || parts.includes(place))
        for (const one of [total, ...parts]) if (isOfKind(one)) reached.add(one);
  return reached;
}

/** @throws {RangeError} naming the first sum that does not hold */
export function requireSums({ counts, sums }: AdditiveTable): void {
  for (const [index, { total, parts }] of sums.entries())
    if (added(parts.map((place) => counts[place] ?? 0n)) !== counts[total])
      throw new RangeError(`requireSums requires that sum ${index} of the table holds`);
}

function added(counts: readonly bigint[]): bigint {
  return counts.reduce((sum, count) => sum + count, 0n);
}
