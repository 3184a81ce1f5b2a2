import { fraction } from '#disclosure/fraction';
import { codesOf, DETECTOR_FAMILIES } from '../code-lists.js';
import { CellRow, crossed, type PublicTable, SPLIT_CATEGORIES } from '../public-table.js';

/**
 * Table T3: confirmed units by policy category and first detector.
 *
 * Shows          by what means each kind of misuse was found first.
 * Hides          cells too small to tell from none, whether any one actor is counted, and child sexual exploitation, which T1 alone shows.
 * Never use for  comparing detectors: what is found first says nothing of what another one would have found.
 */
export const t3Detector: PublicTable = {
  id: 't3',
  title: 'Confirmed units by policy category and first detector',
  shows: 'By what means each kind of misuse was found first.',
  hides:
    'Cells too small to tell from none, whether any one actor is counted, and child sexual exploitation, which T1 alone shows.',
  neverUseFor: 'Comparing detectors: what is found first says nothing of what another one would have found.',
  sql: new URL('./t3-detector.sql', import.meta.url),
  row: CellRow,
  keySpace: { categories: SPLIT_CATEGORIES, detectors: codesOf(DETECTOR_FAMILIES) },
  keys: crossed(SPLIT_CATEGORIES, DETECTOR_FAMILIES),
  dimension: DETECTOR_FAMILIES,
  splits: 't1',
  hidesSmall: true,
  touches: 3,
  sensitivitySquared: 3n,
  sigma2: fraction(100n),
};
