import { COVERAGE, ROUNDING_BASE } from '#disclosure/displayed-count';
import { fraction, product } from '#disclosure/fraction';
import { halfWidth } from '#disclosure/interval';
import type { ShownTable } from '#publish/shown-table';

/** A number for the first page. */
export interface Headline {
  readonly what: string;
  /** Table it comes from. */
  readonly table: string;
  readonly value: bigint;
  readonly lower95: bigint;
  readonly upper95: bigint;
}

/** What the first page shows: a sum of measurements each, which is unbiased. */
const HEADLINES: readonly { readonly what: string; readonly table: string; readonly cells: readonly string[] }[] = [
  { what: 'actors confirmed to misuse the service', table: 't0', cells: ['CNF'] },
  { what: 'of them acted against', table: 't0', cells: ['ACT'] },
  { what: 'referred to an authority', table: 't0', cells: ['REF'] },
  { what: 'acted on within a week of the first sign', table: 't7', cells: ['H01', 'D01', 'D07'] },
  {
    what: 'actions reversed on appeal or by ourselves',
    table: 't6',
    cells: ['REV-ACC', 'REV-USE', 'OWN-ACC', 'OWN-USE'],
  },
];

/**
 * The numbers of the first page with their intervals.
 *
 * @param tables  tables as they are shown
 */
export function headlines(tables: readonly ShownTable[]): Headline[] {
  return HEADLINES.flatMap(({ what, table: id, cells: wanted }) => {
    const found = tables.find(({ table }) => table.id === id);
    if (found === undefined) return [];
    const sum = found.cells.reduce(
      (all, { dim2, measurement }) => (wanted.includes(dim2) ? all + measurement : all),
      0n,
    );
    const reach = halfWidth(product(found.table.sigma2, fraction(BigInt(wanted.length))), COVERAGE);
    const [value, lower, upper] = [sum, sum - reach, sum + reach].map((count) => (count < 0n ? 0n : count)) as [
      bigint,
      bigint,
      bigint,
    ];
    return [
      {
        what,
        table: id,
        value: ((value + ROUNDING_BASE / 2n) / ROUNDING_BASE) * ROUNDING_BASE,
        lower95: lower,
        upper95: upper,
      },
    ];
  });
}
