import { stringify } from 'csv-stringify/sync';
import { isActiveCell } from '#disclosure/active-cell';
import { fractionText } from '#disclosure/fraction';
import { TAXONOMY_VERSION } from './categories.js';
import type { MeasuredRelease } from './measured-release.js';
import type { ShownTable } from './shown-table.js';

/** Negative counts begin like formulas and are none. */
const WHOLE_NUMBER = /^-?\d+$/;

/** What the rows of a release say of it. */
interface Named {
  readonly quarter: Pick<MeasuredRelease['quarter'], 'name'>;
  readonly version: string;
}

/** What is counted, in every table of confirmed incidents. */
export const UNIT = 'actors';

/**
 * Writes a table as people read it: rounded counts, `low` where a cell is too small, 95 % intervals.
 *
 * @param release  the release the table belongs to
 * @param shown    the table's cells
 * @returns        CSV after RFC 4180, one row per key in the table's order
 */
export function tableCsv(release: Named, { table, cells }: ShownTable): string {
  return csv(
    cells.map(({ category, dim2, value, lower95, upper95 }) => ({
      period: release.quarter.name,
      table: table.id,
      category,
      dim2,
      value: `${value}`,
      lower95: `${lower95}`,
      upper95: `${upper95}`,
      sigma2: fractionText(table.sigma2),
      obs_status: value === 'low' ? 'Q' : 'A',
      conf_status: 'F',
      unit: UNIT,
      taxonomy_version: TAXONOMY_VERSION,
      release_version: release.version,
    })),
  );
}

/**
 * Writes the raw noisy integers: unbiased, so that sums of small cells come out right; they may be negative.
 *
 * @param release  the release the table belongs to
 * @param shown    the table's cells
 * @returns        CSV after RFC 4180, one row per key in the table's order
 */
export function measurementsCsv(release: Named, { table, cells }: ShownTable): string {
  return csv(
    cells.map(({ category, dim2, measurement }) => ({
      period: release.quarter.name,
      table: table.id,
      category,
      dim2,
      measurement: `${measurement}`,
      sigma2: fractionText(table.sigma2),
      unit: UNIT,
      taxonomy_version: TAXONOMY_VERSION,
      release_version: release.version,
    })),
  );
}

/**
 * Writes all tables as one file in the columns that statistical offices exchange.
 *
 * A low cell has no OBS_VALUE and the status Q; periods are written as SDMX writes quarters.
 *
 * @param release  the release
 * @param tables   all its tables
 * @returns        SDMX-CSV 1.0, one row per cell
 */
export function sdmxCsv(release: MeasuredRelease, tables: readonly ShownTable[]): string {
  const flow = `USEWATCH:${release.demo ? 'DEMO_' : ''}MISUSE(1.0)`;
  return csv(
    tables.flatMap(({ table, cells }) =>
      cells.map(({ category, dim2, value, lower95, upper95 }) => ({
        DATAFLOW: flow,
        FREQ: 'Q',
        TABLE: table.id.toUpperCase(),
        CATEGORY: category,
        DIM2: dim2 === '' ? '_Z' : dim2.toUpperCase(),
        TIME_PERIOD: release.quarter.name,
        OBS_VALUE: value === 'low' ? '' : `${value}`,
        LOWER95: `${lower95}`,
        UPPER95: `${upper95}`,
        OBS_STATUS: value === 'low' ? 'Q' : 'A',
        CONF_STATUS: 'F',
        UNIT_MEASURE: 'ACTORS',
      })),
    ),
  );
}

/**
 * Writes rows as CSV after RFC 4180: CRLF, a header, no byte order mark.
 *
 * @param rows  at least one, all with the same columns
 * @throws {RangeError} when a cell would be run by a spreadsheet
 */
export function csv(rows: readonly Readonly<Record<string, string>>[]): string {
  for (const row of rows)
    for (const cell of Object.values(row))
      if (isActiveCell(cell) && !WHOLE_NUMBER.test(cell))
        throw new RangeError(`csv requires cells that no spreadsheet runs, got ${cell}`);
  return stringify([...rows], { header: true, record_delimiter: '\r\n' });
}
