import { Link } from '@tanstack/react-router';
import type { CostAnswer } from '../../hunts/hunt-shape.js';
import { Nothing } from '../parts/nothing.js';
import { readSearch } from '../search-text.js';
import { readHuntSearch } from './hunt-search.js';

/** A hunt that would read too much: why, and one that would not. */
export function TooWide({ refused }: { readonly refused: NonNullable<CostAnswer['refused']> }) {
  return (
    <Nothing title={refused.because}>
      {refused.next}.{' '}
      <Link to="/hunt" search={readHuntSearch(readSearch(refused.narrower))}>
        Run the narrower hunt
      </Link>
    </Nothing>
  );
}
