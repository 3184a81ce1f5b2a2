/**
 * Which column each row takes, each column once, so that the sum of the gains is the largest possible.
 *
 * The Hungarian method with potentials. H. W. Kuhn, "The Hungarian Method for the Assignment Problem", Naval Research
 * Logistics Quarterly 2 (1955); its time grows with rows² × columns.
 *
 * @param gains  one array a row, all of one length; 0 stands for a pair that may not be, others are above zero
 * @returns      column by row; undefined for a row that takes none
 * @throws {RangeError} when a row is shorter or longer than the first, or a gain is negative
 */
export function bestAssignment(gains: readonly (readonly number[])[]): (number | undefined)[] {
  const rows = gains.length;
  const columns = gains[0]?.length ?? 0;
  if (gains.some((row) => row.length !== columns)) throw new RangeError('bestAssignment requires rows of one length');
  if (gains.some((row) => row.some((gain) => !(gain >= 0))))
    throw new RangeError('bestAssignment requires gains from zero');
  if (columns === 0) return gains.map(() => undefined);
  // As many columns that mean nothing as there are rows, so that every row finds one.
  const width = columns + rows;
  const cost = (row: number, column: number) => -((gains[row] as readonly number[])[column] ?? 0);
  const ofRow = new Float64Array(rows + 1);
  const ofColumn = new Float64Array(width + 1);
  const taken = new Int32Array(width + 1);
  for (let row = 1; row <= rows; row++) augment(row, width, cost, ofRow, ofColumn, taken);
  const chosen = new Array<number | undefined>(rows).fill(undefined);
  for (let column = 1; column <= columns; column++) {
    const row = (taken[column] as number) - 1;
    if (row >= 0 && cost(row, column - 1) < 0) chosen[row] = column - 1;
  }
  return chosen;
}

/** Finds the cheapest way to give one more row a column, moving others; rows and columns count from 1, 0 is nobody. */
function augment(
  start: number,
  width: number,
  cost: (row: number, column: number) => number,
  ofRow: Float64Array,
  ofColumn: Float64Array,
  taken: Int32Array,
): void {
  const slack = new Float64Array(width + 1).fill(Number.POSITIVE_INFINITY);
  const cameFrom = new Int32Array(width + 1);
  const isSettled = new Uint8Array(width + 1);
  taken[0] = start;
  let column = 0;
  do {
    isSettled[column] = 1;
    const row = taken[column] as number;
    let step = Number.POSITIVE_INFINITY;
    let next = 0;
    for (let other = 1; other <= width; other++) {
      if (isSettled[other] === 1) continue;
      const reduced = cost(row - 1, other - 1) - (ofRow[row] as number) - (ofColumn[other] as number);
      if (reduced < (slack[other] as number)) {
        slack[other] = reduced;
        cameFrom[other] = column;
      }
      if ((slack[other] as number) < step) {
        step = slack[other] as number;
        next = other;
      }
    }
    for (let other = 0; other <= width; other++) {
      if (isSettled[other] === 1) {
        const holder = taken[other] as number;
        ofRow[holder] = (ofRow[holder] as number) + step;
        ofColumn[other] = (ofColumn[other] as number) - step;
      } else slack[other] = (slack[other] as number) - step;
    }
    column = next;
  } while (taken[column] !== 0);
  while (column !== 0) {
    const before = cameFrom[column] as number;
    taken[column] = taken[before] as number;
    column = before;
  }
}
