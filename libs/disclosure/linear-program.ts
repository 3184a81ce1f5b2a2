import { type Fraction, fraction } from './fraction.js';

/** A linear combination of unknowns and what it comes to. */
export interface Equation {
  /** Coefficient of each unknown, in their order. */
  readonly coefficients: readonly bigint[];
  readonly value: bigint;
}

/** Unknowns of at least zero, bound by equations. */
export interface LinearProgram {
  readonly unknowns: number;
  readonly equations: readonly Equation[];
}

/** A best solution, exact. */
export interface LinearOptimum {
  readonly value: Fraction;
  readonly solution: readonly Fraction[];
}

/** Rows of the tableau, one per equation and one of costs; all entries share `divisor` as their denominator. */
interface Tableau {
  readonly rows: bigint[][];
  /** Unknown that each row stands for. */
  readonly basis: number[];
  divisor: bigint;
}

/**
 * Finds the least value that a linear combination takes over all solutions of a linear program, in whole numbers alone.
 *
 * The simplex method in two phases. Entries stay integers over one common denominator, which for tables and their sums
 * stays one; of equal choices the first is taken, so it always ends.
 *
 * @param program  equations between unknowns of at least zero
 * @param costs    coefficient of each unknown in what is minimised
 * @returns        the optimum, or why there is none
 * @throws {RangeError} when a row has another length than there are unknowns
 *
 * Source: Edmonds and Maurras, "Note sur les Q-matrices d'Edmonds" (integer pivoting); Bland, "New Finite Pivoting Rules
 * for the Simplex Method".
 */
export function leastValue(
  program: LinearProgram,
  costs: readonly bigint[],
): LinearOptimum | 'infeasible' | 'unbounded' {
  const { unknowns, equations } = program;
  if (costs.length !== unknowns || equations.some(({ coefficients }) => coefficients.length !== unknowns))
    throw new RangeError('leastValue requires one coefficient for each unknown');
  const tableau = begun(program);
  // First the artificial unknowns, one for each equation, are driven to zero.
  descend(tableau, unknowns + equations.length);
  if (rightOf(costRow(tableau)) !== 0n) return 'infeasible';
  expelArtificial(tableau, unknowns);
  priced(tableau, unknowns, costs);
  if (!descend(tableau, unknowns)) return 'unbounded';
  const solution = Array.from({ length: unknowns }, () => fraction(0n));
  for (const [row, unknown] of tableau.basis.entries())
    if (unknown < unknowns) solution[unknown] = fraction(rightOf(tableau.rows[row] ?? []), tableau.divisor);
  return { value: fraction(-rightOf(costRow(tableau)), tableau.divisor), solution };
}

/** Every equation with its own artificial unknown, and the sum of these as the first cost. */
function begun({ unknowns, equations }: LinearProgram): Tableau {
  const rows = equations.map(({ coefficients, value }, index) => {
    const sign = value < 0n ? -1n : 1n;
    const artificial = equations.map((_, other) => (other === index ? 1n : 0n));
    return [...coefficients.map((one) => sign * one), ...artificial, sign * value];
  });
  const width = unknowns + equations.length + 1;
  const cost = Array.from({ length: width }, (_, column) => {
    const isArtificial = column >= unknowns && column < width - 1;
    return isArtificial ? 0n : -rows.reduce((sum, row) => sum + (row[column] ?? 0n), 0n);
  });
  return { rows: [...rows, cost], basis: equations.map((_, index) => unknowns + index), divisor: 1n };
}

/** Pivots until no unknown among the first `open` lowers the cost; false when one lowers it without end. */
function descend(tableau: Tableau, open: number): boolean {
  for (;;) {
    const entering = costRow(tableau).findIndex((cost, column) => column < open && cost < 0n);
    if (entering === -1) return true;
    let leaving = -1;
    for (const [row, unknown] of tableau.basis.entries()) {
      if (at(tableau, row, entering) <= 0n) continue;
      const best = tableau.rows[leaving];
      const [mine, own] = [tableau.rows[row] ?? [], at(tableau, row, entering)];
      const compared = best === undefined ? -1n : rightOf(mine) * at(tableau, leaving, entering) - rightOf(best) * own;
      if (compared < 0n || (compared === 0n && unknown < (tableau.basis[leaving] ?? 0))) leaving = row;
    }
    if (leaving === -1) return false;
    pivot(tableau, leaving, entering);
  }
}

/** Turns artificial unknowns that stayed at zero out of the basis; a row without any other unknown says nothing. */
function expelArtificial(tableau: Tableau, unknowns: number): void {
  for (let row = 0; row < tableau.basis.length; row += 1) {
    if ((tableau.basis[row] ?? 0) < unknowns) continue;
    const entering = (tableau.rows[row] ?? []).findIndex((entry, column) => column < unknowns && entry !== 0n);
    if (entering !== -1) pivot(tableau, row, entering);
  }
}

/** Puts the real costs into the last row, as the basis has them. */
function priced(tableau: Tableau, unknowns: number, costs: readonly bigint[]): void {
  const cost = costRow(tableau);
  for (const column of cost.keys()) {
    let reduced = column < unknowns ? (costs[column] ?? 0n) * tableau.divisor : 0n;
    for (const [row, unknown] of tableau.basis.entries())
      if (unknown < unknowns) reduced -= (costs[unknown] ?? 0n) * at(tableau, row, column);
    cost[column] = reduced;
  }
}

/** Exchanges the unknown of a row for another one. */
function pivot(tableau: Tableau, row: number, column: number): void {
  const { rows, divisor } = tableau;
  const chosen = rows[row] ?? [];
  const sign = (chosen[column] ?? 0n) < 0n ? -1n : 1n;
  if (sign < 0n) for (const place of chosen.keys()) chosen[place] = -(chosen[place] ?? 0n);
  const by = chosen[column] ?? 1n;
  for (const [index, other] of rows.entries()) {
    const factor = other[column] ?? 0n;
    // A row that does not change is left alone: most rows of a table do not.
    if (index === row || (factor === 0n && by === divisor)) continue;
    for (const place of other.keys())
      other[place] = ((other[place] ?? 0n) * by - factor * (chosen[place] ?? 0n)) / divisor;
  }
  tableau.basis[row] = column;
  tableau.divisor = by;
}

function costRow({ rows }: Tableau): bigint[] {
  return rows.at(-1) ?? [];
}

function rightOf(row: readonly bigint[]): bigint {
  return row.at(-1) ?? 0n;
}

function at({ rows }: Tableau, row: number, column: number): bigint {
  return rows[row]?.[column] ?? 0n;
}
