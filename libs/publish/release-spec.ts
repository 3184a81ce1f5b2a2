import { createHash } from 'node:crypto';
import { COVERAGE, LEAST_UNITS, ROUNDING_BASE, SMALL_CELL_RISK } from '#disclosure/displayed-count';
import { fractionText } from '#disclosure/fraction';
import { TAXONOMY_VERSION } from './categories.js';
import { keyText, type PublicTable } from './public-table.js';

/**
 * Hashes everything about a release that must be fixed before its counts are looked at.
 *
 * @param tables  tables of the release, each with the text of its question
 * @returns       SHA-256 of the specification as JSON, 64 hex digits
 */
export function specHash(tables: readonly { readonly table: PublicTable; readonly sql: string }[]): string {
  const spec = {
    taxonomy: TAXONOMY_VERSION,
    display: {
      rounding_base: String(ROUNDING_BASE),
      least_units: String(LEAST_UNITS),
      small_cell_risk: fractionText(SMALL_CELL_RISK),
      coverage: fractionText(COVERAGE),
    },
    tables: tables.map(({ table, sql }) => ({
      id: table.id,
      keys: table.keys.map(keyText),
      touches: table.touches,
      sensitivity_squared: String(table.sensitivitySquared),
      sigma2: fractionText(table.sigma2),
      question: createHash('sha256').update(sql).digest('hex'),
    })),
  };
  return createHash('sha256').update(JSON.stringify(spec)).digest('hex');
}
