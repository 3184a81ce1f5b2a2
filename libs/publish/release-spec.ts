import { createHash } from 'node:crypto';
import { COVERAGE, LEAST_UNITS, ROUNDING_BASE, SMALL_CELL_RISK } from '#disclosure/displayed-count';
import { fractionText } from '#disclosure/fraction';
import { TAXONOMY_VERSION } from './categories.js';
import { markedTitle } from './measured-release.js';
import { keyText, type PublicTable } from './public-table.js';
import type { TableChoice } from './public-tables.js';

/**
 * Writes down everything about a release that must be fixed before its counts are looked at.
 *
 * @param period  such as `2026-Q3`
 * @param choice  what was settled when it was planned
 * @param tables  tables of the release, each with the text of its question
 * @param demo    whether the figures will be invented
 * @returns       JSON that is published in the calendar and in the release
 */
export function specText(
  period: string,
  choice: TableChoice,
  tables: readonly { readonly table: PublicTable; readonly sql: string }[],
  demo: boolean,
): string {
  const spec = {
    title: markedTitle('Specification', demo),
    period,
    taxonomy: TAXONOMY_VERSION,
    choice: { models: choice.models, regions: choice.regions, review: choice.review },
    display: {
      rounding_base: String(ROUNDING_BASE),
      least_units: String(LEAST_UNITS),
      small_cell_risk: fractionText(SMALL_CELL_RISK),
      coverage: fractionText(COVERAGE),
    },
    tables: tables.map(({ table, sql }) => ({
      id: table.id,
      title: table.title,
      hides_small: table.hidesSmall,
      touches: table.touches,
      sensitivity_squared: String(table.sensitivitySquared),
      sigma2: fractionText(table.sigma2),
      question_sha256: createHash('sha256').update(sql).digest('hex'),
      keys: table.keys.map(keyText),
    })),
  };
  return `${JSON.stringify(spec, null, 2)}\n`;
}

/** @returns SHA-256 of a specification's text, 64 hex digits */
export function specHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
