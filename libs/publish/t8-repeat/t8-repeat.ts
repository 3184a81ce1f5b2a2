import { fraction } from '#disclosure/fraction';
import { ALL, BANDS, codesOf } from '../code-lists.js';
import { CellRow, crossed, type PublicTable } from '../public-table.js';

/**
 * Table T8: incidents per unit.
 *
 * Shows          how many actors were confirmed once, and how many again and again.
 * Hides          categories, exact numbers, and whether any one actor is counted.
 * Never use for  computing the number of incidents: bands are wide and the last one has no end.
 */
export const t8Repeat: PublicTable = {
  id: 't8',
  title: 'Incidents per unit',
  shows: 'How many actors were confirmed once, and how many again and again.',
  hides: 'Categories, exact numbers, and whether any one actor is counted.',
  neverUseFor: 'Computing the number of incidents: bands are wide and the last one has no end.',
  sql: new URL('./t8-repeat.sql', import.meta.url),
  row: CellRow,
  keySpace: { bands: codesOf(BANDS) },
  keys: crossed([ALL], BANDS),
  dimension: BANDS,
  hidesSmall: true,
  touches: 1,
  sensitivitySquared: 1n,
  sigma2: fraction(100n),
};
