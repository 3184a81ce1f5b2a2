/** Rows a statement carries at most: PostgreSQL takes 65,535 parameters, and no table here has 60 columns. */
const AT_ONCE = 1_000;

/** Cuts rows into parts that fit into one statement each; none when there are no rows. */
export function chunks<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, i) => rows.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
}
