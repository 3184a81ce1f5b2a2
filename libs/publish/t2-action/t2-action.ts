import { fraction } from '#disclosure/fraction';
import { codesOf, FINAL_ACTIONS } from '../code-lists.js';
import { CellRow, crossed, type PublicTable, SPLIT_CATEGORIES } from '../public-table.js';

/**
 * Table T2: confirmed units by policy category and final action.
 *
 * Shows          what was done about each kind of misuse: the most severe action against each actor.
 * Hides          cells too small to tell from none, whether any one actor is counted, and child sexual exploitation, which T1 alone shows.
 * Never use for  judging severity of enforcement from low cells, or adding categories up.
 */
export const t2Action: PublicTable = {
  id: 't2',
  title: 'Confirmed units by policy category and final action',
  shows: 'What was done about each kind of misuse: the most severe action against each actor.',
  hides:
    'Cells too small to tell from none, whether any one actor is counted, and child sexual exploitation, which T1 alone shows.',
  neverUseFor: 'Judging severity of enforcement from low cells, or adding categories up.',
  sql: new URL('./t2-action.sql', import.meta.url),
  row: CellRow,
  keySpace: { categories: SPLIT_CATEGORIES, actions: codesOf(FINAL_ACTIONS) },
  keys: crossed(SPLIT_CATEGORIES, FINAL_ACTIONS),
  dimension: FINAL_ACTIONS,
  splits: 't1',
  hidesSmall: true,
  touches: 3,
  sensitivitySquared: 3n,
  sigma2: fraction(100n),
};
