import { fraction } from '#disclosure/fraction';
import { ALL, codesOf, REGIONS } from '../code-lists.js';
import { CellRow, crossed, type PublicTable } from '../public-table.js';

/**
 * Table T5: confirmed units by world region.
 *
 * Shows          in which part of the world confirmed actors mostly call from.
 * Hides          countries, categories within regions, and whether any one actor is counted.
 * Never use for  saying where people misuse most: regions differ in use, and addresses can be rented anywhere.
 */
export const t5Region: PublicTable = {
  id: 't5',
  title: 'Confirmed units by world region',
  shows: 'In which part of the world confirmed actors mostly call from.',
  hides: 'Countries, categories within regions, and whether any one actor is counted.',
  neverUseFor: 'Saying where people misuse most: regions differ in use, and addresses can be rented anywhere.',
  sql: new URL('./t5-region.sql', import.meta.url),
  row: CellRow,
  keySpace: { regions: codesOf(REGIONS) },
  keys: crossed([ALL], REGIONS),
  dimension: REGIONS,
  hidesSmall: true,
  touches: 1,
  sensitivitySquared: 1n,
  sigma2: fraction(100n),
};
