import { type AdditiveTable, cellInterval, connected, requireSums } from './additive-table.js';
import { difference, fraction, isAtMost } from './fraction.js';
import { type Equation, leastValue } from './linear-program.js';

/** A cell that has to stay open: how wide at least, whatever is concluded from the others. */
export interface SensitiveCell {
  readonly place: number;
  /** Units between the least and the most that a reader may think of it. */
  readonly width: bigint;
}

/**
 * Chooses the further cells to hide so that no sensitive one can be worked out from sums, and proves it.
 *
 * For each sensitive cell a linear program finds the cheapest change of other cells that would make it another number
 * without changing what is shown; what would change is hidden. Few cells come before small ones. Then each interval is
 * computed as an attacker would, and what is still too narrow gets more.
 *
 * @param table      the table; its sums have to hold
 * @param sensitive  cells to protect
 * @param shown      places that have to stay shown, such as margins
 * @returns          places of all hidden cells, sensitive ones included
 * @throws {RangeError} when a sensitive cell cannot be protected while these stay shown
 *
 * Source: Kelly, Golden, Assad, "Cell Suppression: Disclosure Protection for Sensitive Tabular Data"; Fischetti and Salazar.
 */
export function hiddenCells(
  table: AdditiveTable,
  sensitive: readonly SensitiveCell[],
  shown: ReadonlySet<number>,
): ReadonlySet<number> {
  requireSums(table);
  const hidden = new Set(sensitive.map(({ place }) => place));
  for (const cell of sensitive) {
    if (shown.has(cell.place))
      throw new RangeError(`hiddenCells requires that sensitive cell ${cell.place} may be hidden`);
    if (isOpen(table, hidden, cell)) continue;
    const count = table.counts[cell.place] ?? 0n;
    const down = count < cell.width ? count : cell.width;
    const isLowered = down === 0n || hideChanged(table, hidden, shown, cell.place, -down);
    const up = isLowered ? cell.width - down : cell.width;
    if (up > 0n && !isOpen(table, hidden, cell)) hideChanged(table, hidden, shown, cell.place, up);
  }
  const closed = sensitive.find((cell) => !isOpen(table, hidden, cell));
  if (closed !== undefined)
    throw new RangeError(`hiddenCells requires a table in which cell ${closed.place} can be kept ${closed.width} wide`);
  return hidden;
}

/** Whether a cell is as wide as it has to be, by the attacker's own linear programs. */
function isOpen(table: AdditiveTable, hidden: ReadonlySet<number>, { place, width }: SensitiveCell): boolean {
  const { low, high } = cellInterval(table, hidden, place);
  return high === undefined || isAtMost(fraction(width), difference(high, low));
}

/** Hides what would have to change if a cell were another number; false when nothing allowed could. */
function hideChanged(
  table: AdditiveTable,
  hidden: Set<number>,
  shown: ReadonlySet<number>,
  place: number,
  change: bigint,
): boolean {
  const mayChange = (one: number) => !shown.has(one);
  const movable = [...connected(table, place, mayChange)].filter((one) => one !== place);
  const [rises, falls, slack] = [0, 1, 2].map((kind) => kind * movable.length) as [number, number, number];
  const unknowns = 3 * movable.length;
  const row = (entries: readonly (readonly [number, bigint])[]) => {
    const coefficients = Array.from({ length: unknowns }, () => 0n);
    for (const [column, entry] of entries) coefficients[column] = entry;
    return coefficients;
  };
  const sums = table.sums.map(({ total, parts }): Equation => {
    const sign = (one: number) => (parts.includes(one) ? 1n : one === total ? -1n : 0n);
    const entries = movable.flatMap((one, index) => [
      [rises + index, sign(one)] as const,
      [falls + index, -sign(one)] as const,
    ]);
    return { coefficients: row(entries), value: -sign(place) * change };
  });
  // Nothing falls below zero.
  const floors = movable.map((one, index): Equation => {
    const entries = [[falls + index, 1n] as const, [slack + index, 1n] as const];
    return { coefficients: row(entries), value: table.counts[one] ?? 0n };
  });
  const weight = table.counts.reduce((sum, count) => sum + count, 1n);
  const costs = row(
    movable.flatMap((one, index) => {
      const cost = hidden.has(one) ? 0n : weight + (table.counts[one] ?? 0n);
      return [[rises + index, cost] as const, [falls + index, cost] as const];
    }),
  );
  const best = leastValue({ unknowns, equations: [...sums, ...floors] }, costs);
  if (typeof best === 'string') return false;
  for (const [index, one] of movable.entries()) {
    const moves = [rises, falls].some((kind) => (best.solution[kind + index]?.numerator ?? 0n) > 0n);
    if (moves) hidden.add(one);
  }
  return true;
}
