import { fraction } from '#disclosure/fraction';
import { type CodeList, codesOf } from '../code-lists.js';
import { CellRow, crossed, type PublicTable, SPLIT_CATEGORIES } from '../public-table.js';

/**
 * Table T4: confirmed units by policy category and model family.
 *
 * Shows          with which family of models each kind of misuse was done, by most of the calls of each actor.
 * Hides          cells too small to tell from none, whether any one actor is counted, and child sexual exploitation, which T1 alone shows.
 * Never use for  calling one model less safe than another: families differ in how much they are used.
 *
 * @param models  families that the release's specification names
 */
export function t4Model(models: CodeList): PublicTable {
  return {
    id: 't4',
    title: 'Confirmed units by policy category and model family',
    shows: 'With which family of models each kind of misuse was done, by most of the calls of each actor.',
    hides:
      'Cells too small to tell from none, whether any one actor is counted, and child sexual exploitation, which T1 alone shows.',
    neverUseFor: 'Calling one model less safe than another: families differ in how much they are used.',
    sql: new URL('./t4-model.sql', import.meta.url),
    row: CellRow,
    keySpace: { categories: SPLIT_CATEGORIES, models: codesOf(models) },
    keys: crossed(SPLIT_CATEGORIES, models),
    dimension: models,
    splits: 't1',
    hidesSmall: true,
    touches: 3,
    sensitivitySquared: 3n,
    sigma2: fraction(150n),
  };
}
