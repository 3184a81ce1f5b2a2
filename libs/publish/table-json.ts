import { displayRule, LEAST_UNITS, ROUNDING_BASE } from '#disclosure/displayed-count';
import { fractionText } from '#disclosure/fraction';
import { privacyCost } from '#disclosure/privacy-cost';
import { CATEGORIES, TAXONOMY_VERSION } from './categories.js';
import { type MeasuredRelease, markedTitle } from './measured-release.js';
import type { PublicTable } from './public-table.js';
import { UNIT } from './release-csv.js';
import type { ShownTable } from './shown-table.js';

/**
 * Describes a table and its cells for programs, with all that is needed to read the noise rightly.
 *
 * @param release  the release the table belongs to
 * @param shown    the table's cells
 * @returns        a value that JSON carries exactly; a low cell has the value null
 */
export function tableJson(release: MeasuredRelease, { table, cells }: ShownTable): object {
  const { quarter, version, demo } = release;
  return {
    title: markedTitle(table.title, demo),
    demo,
    table: table.id,
    period: { name: quarter.name, from: quarter.window.from.toISOString(), until: quarter.window.until.toISOString() },
    release_version: version,
    taxonomy_version: TAXONOMY_VERSION,
    unit: UNIT,
    shows: table.shows,
    hides: table.hides,
    never_use_for: table.neverUseFor,
    how_to_read: howToRead(table),
    privacy: {
      mechanism: 'discrete Gaussian, drawn once, independent in each cell',
      unit: 'one actor: all accounts linked to it before the snapshot',
      sensitivity_squared: String(table.sensitivitySquared),
      sigma2: fractionText(table.sigma2),
      rho: fractionText(privacyCost(table.sensitivitySquared, table.sigma2)),
      statement: 'privacy.json',
    },
    cells: cells.map(({ category, dim2, value, lower95, upper95 }) => {
      const meaning = Object.entries(CATEGORIES).find(([code]) => code === category)?.[1];
      return {
        category,
        ...(meaning === undefined ? {} : { name: meaning.name, definition: meaning.definition }),
        ...(dim2 === '' ? {} : { dim2, dim2_name: table.dimension?.codes.find(({ code }) => code === dim2)?.name }),
        value: value === 'low' ? null : Number(value),
        low: value === 'low',
        lower95: Number(lower95),
        upper95: Number(upper95),
        obs_status: value === 'low' ? 'Q' : 'A',
        conf_status: 'F',
      };
    }),
  };
}

/** What somebody has to know to read the numbers of a table rightly, a sentence each. */
export function howToRead(table: PublicTable): string[] {
  const { threshold, halfWidth } = displayRule(table.sigma2, table.hidesSmall);
  return [
    `Counts carry random noise: each true count lies within ${halfWidth} of its measurement 95 times in 100.`,
    `Counts are shown rounded to ${ROUNDING_BASE}; lower95 and upper95 surround the unrounded measurement and stop at zero.`,
    threshold === undefined
      ? 'Small counts are shown as they were measured; zero and a few cannot be told apart.'
      : `"low" means a measurement below ${threshold}: a cell of fewer than ${LEAST_UNITS} actors is shown as a number less than once in 10 000 times. It does not mean zero.`,
    ...(table.splits === undefined
      ? []
      : [
          'Rows are made consistent with table T1; rounding and low cells keep displayed numbers from adding up exactly.',
        ]),
    'Every key is always listed, whether or not anything was confirmed in it.',
    'For sums use the unrounded measurements, which are unbiased and may be negative.',
    'Periods follow the date of decision; incidents open or dismissed at that date are not counted.',
  ];
}
