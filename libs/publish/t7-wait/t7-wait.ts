import { fraction } from '#disclosure/fraction';
import { ALL, codesOf, WAITS } from '../code-lists.js';
import { CellRow, crossed, type PublicTable } from '../public-table.js';

/**
 * Table T7: time from first signal to action.
 *
 * Shows          how long it took from the first sign of an actor's earliest incident to the first action about it.
 * Hides          categories, exact times, and whether any one actor is counted.
 * Never use for  comparing providers: a first sign is what our own detectors know as one.
 */
export const t7Wait: PublicTable = {
  id: 't7',
  title: 'Time from first signal to action',
  shows: "How long it took from the first sign of an actor's earliest incident to the first action about it.",
  hides: 'Categories, exact times, and whether any one actor is counted.',
  neverUseFor: 'Comparing providers: a first sign is what our own detectors know as one.',
  sql: new URL('./t7-wait.sql', import.meta.url),
  row: CellRow,
  keySpace: { waits: codesOf(WAITS) },
  keys: crossed([ALL], WAITS),
  dimension: WAITS,
  hidesSmall: true,
  touches: 1,
  sensitivitySquared: 1n,
  sigma2: fraction(100n),
};
