import { stringify } from 'csv-stringify/sync';
import { displayedCount, displayRule } from '#disclosure/displayed-count';
import { fractionText } from '#disclosure/fraction';
import { TAXONOMY_VERSION } from './categories.js';
import type { MeasuredRelease, MeasuredTable } from './measured-release.js';
import type { CellKey } from './public-table.js';

/** Spreadsheets run cells that begin so as formulas. */
const FORMULA = /^[=+\-@\t\r]/;

/** What is counted, in every table of confirmed incidents. */
export const UNIT = 'actors';

/**
 * Writes a table as people read it: rounded counts, `low` where a cell is too small, 95 % intervals.
 *
 * @param release   the release the table belongs to
 * @param measured  the table's noisy counts
 * @returns         CSV after RFC 4180, one row per key in the table's order
 */
export function tableCsv(release: MeasuredRelease, { table, measurements }: MeasuredTable): string {
  const rule = displayRule(table.sigma2);
  const rows = cells(table.keys, measurements, ({ category, dim2 }, measurement) => {
    const { value, lower95, upper95 } = displayedCount(measurement, rule);
    return {
      period: text(release.quarter.name),
      table: text(table.id),
      category: text(category),
      dim2: text(dim2),
      value: `${value}`,
      lower95: `${lower95}`,
      upper95: `${upper95}`,
      sigma2: fractionText(table.sigma2),
      obs_status: value === 'low' ? 'Q' : 'A',
      conf_status: 'F',
      unit: text(UNIT),
      taxonomy_version: text(TAXONOMY_VERSION),
      release_version: text(release.version),
    };
  });
  return csv(rows);
}

/**
 * Writes the raw noisy integers: unbiased, so that sums of small cells come out right; they may be negative.
 *
 * @param release   the release the table belongs to
 * @param measured  the table's noisy counts
 * @returns         CSV after RFC 4180, one row per key in the table's order
 */
export function measurementsCsv(release: MeasuredRelease, { table, measurements }: MeasuredTable): string {
  const rows = cells(table.keys, measurements, ({ category, dim2 }, measurement) => ({
    period: text(release.quarter.name),
    table: text(table.id),
    category: text(category),
    dim2: text(dim2),
    measurement: `${measurement}`,
    sigma2: fractionText(table.sigma2),
    unit: text(UNIT),
    taxonomy_version: text(TAXONOMY_VERSION),
    release_version: text(release.version),
  }));
  return csv(rows);
}

/** Pairs keys with their counts and refuses a count too many or too few. */
function cells<Count, Row>(
  keys: readonly CellKey[],
  counts: readonly Count[],
  row: (key: CellKey, count: Count) => Row,
): Row[] {
  if (keys.length !== counts.length) throw new RangeError('cells requires one count for each key');
  return keys.flatMap((key, index) => {
    const count = counts[index];
    return count === undefined ? [] : [row(key, count)];
  });
}

function csv(rows: readonly Record<string, string>[]): string {
  return stringify([...rows], { header: true, record_delimiter: '\r\n' });
}

function text(cell: string): string {
  if (FORMULA.test(cell)) throw new RangeError(`text requires a cell that no spreadsheet runs, got ${cell}`);
  return cell;
}
