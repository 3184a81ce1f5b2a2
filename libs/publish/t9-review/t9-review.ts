import { fraction } from '#disclosure/fraction';
import { codesOf, REVIEW_OUTCOMES } from '../code-lists.js';
import { CellRow, crossed, type PublicTable, SPLIT_CATEGORIES } from '../public-table.js';

/**
 * Table T9: random review by policy category and outcome.
 *
 * Shows          what people found who judged a random sample blind: one reviewed piece for each actor.
 * Hides          cells too small to tell from none, whether any one actor is counted, and child sexual exploitation.
 * Never use for  reading shares of low cells; the yearly estimate of prevalence weighs the sample properly.
 */
export const t9Review: PublicTable = {
  id: 't9',
  title: 'Random review by policy category and outcome',
  shows: 'What people found who judged a random sample blind: one reviewed piece for each actor.',
  hides: 'Cells too small to tell from none, whether any one actor is counted, and child sexual exploitation.',
  neverUseFor: 'Reading shares of low cells; the yearly estimate of prevalence weighs the sample properly.',
  sql: new URL('./t9-review.sql', import.meta.url),
  row: CellRow,
  keySpace: { categories: SPLIT_CATEGORIES, reviews: codesOf(REVIEW_OUTCOMES) },
  keys: crossed(SPLIT_CATEGORIES, REVIEW_OUTCOMES),
  dimension: REVIEW_OUTCOMES,
  hidesSmall: true,
  touches: 1,
  sensitivitySquared: 1n,
  sigma2: fraction(100n),
};
