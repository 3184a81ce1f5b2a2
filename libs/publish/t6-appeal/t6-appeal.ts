import { fraction } from '#disclosure/fraction';
import { ALL, APPEALS, codesOf } from '../code-lists.js';
import { CellRow, crossed, type PublicTable } from '../public-table.js';

/**
 * Table T6: appeals and reversals by outcome and action.
 *
 * Shows          what became of objections to our actions, and what we undid ourselves, in the quarter it happened.
 * Hides          categories, and whether any one actor is counted.
 * Never use for  estimating how often enforcement is wrong: few of those wronged appeal.
 */
export const t6Appeal: PublicTable = {
  id: 't6',
  title: 'Appeals and reversals by outcome and action',
  shows: 'What became of objections to our actions, and what we undid ourselves, in the quarter it happened.',
  hides: 'Categories, and whether any one actor is counted.',
  neverUseFor: 'Estimating how often enforcement is wrong: few of those wronged appeal.',
  sql: new URL('./t6-appeal.sql', import.meta.url),
  row: CellRow,
  keySpace: { appeals: codesOf(APPEALS) },
  keys: crossed([ALL], APPEALS),
  dimension: APPEALS,
  hidesSmall: true,
  touches: 1,
  sensitivitySquared: 1n,
  sigma2: fraction(100n),
};
