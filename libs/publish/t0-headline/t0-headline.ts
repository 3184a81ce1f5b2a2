import { fraction } from '#disclosure/fraction';
import { ALL, codesOf, HEADLINES } from '../code-lists.js';
import { CellRow, crossed, type PublicTable } from '../public-table.js';

/**
 * Table T0: headline: confirmed, acted against, referred.
 *
 * Shows          how many actors were confirmed, acted against, and referred to an authority in the quarter.
 * Hides          whether any one actor is among those counted.
 * Never use for  taking no referrals and few referrals for different things: noise covers both.
 */
export const t0Headline: PublicTable = {
  id: 't0',
  title: 'Headline: confirmed, acted against, referred',
  shows: 'How many actors were confirmed, acted against, and referred to an authority in the quarter.',
  hides: 'Whether any one actor is among those counted.',
  neverUseFor: 'Taking no referrals and few referrals for different things: noise covers both.',
  sql: new URL('./t0-headline.sql', import.meta.url),
  row: CellRow,
  keySpace: { headlines: codesOf(HEADLINES) },
  keys: crossed([ALL], HEADLINES),
  dimension: HEADLINES,
  hidesSmall: false,
  touches: 3,
  sensitivitySquared: 3n,
  sigma2: fraction(150n),
};
