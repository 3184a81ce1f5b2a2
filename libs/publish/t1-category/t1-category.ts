import { fraction } from '#disclosure/fraction';
import { CATEGORY_CODES } from '../categories.js';
import { CellRow, type PublicTable } from '../public-table.js';

/**
 * Table T1: confirmed units by policy category.
 *
 * Shows          what kinds of misuse were confirmed in the quarter, each with an interval.
 * Hides          cells too small to tell from none, and whether any one actor is among those counted.
 * Never use for  adding the categories up: a unit may count in as many as three of them.
 */
export const t1Category: PublicTable = {
  id: 't1',
  title: 'Confirmed units by policy category',
  shows: 'What kinds of misuse were confirmed in the quarter, each with an interval.',
  hides: 'Cells too small to tell from none, and whether any one actor is among those counted.',
  neverUseFor: 'Adding the categories up: a unit may count in as many as three of them.',
  sql: new URL('./t1-category.sql', import.meta.url),
  row: CellRow,
  keySpace: { categories: CATEGORY_CODES },
  keys: CATEGORY_CODES.map((category) => ({ category, dim2: '' })),
  hidesSmall: true,
  touches: 3,
  sensitivitySquared: 3n,
  sigma2: fraction(60n),
};
