import { useQuery } from '@tanstack/react-query';
import type { SavedHunts } from '../../hunts/kept-hunt-shape.js';
import { get } from '../api/ask.js';
import { Icon } from '../shell/icon.js';
import classes from './hunt.module.css';
import type { HuntSearch } from './hunt-search.js';

interface LostHuntOf {
  readonly search: HuntSearch;
  readonly onChange: (search: HuntSearch) => void;
}

/** A link to a saved hunt that was deleted since: the hunt is in the address, so it is answered all the same. */
export function LostHunt({ search, onChange }: LostHuntOf) {
  const { saved: id, ...hunt } = search;
  const saved = useQuery({
    queryKey: ['saved-hunts'],
    queryFn: ({ signal }) => get<SavedHunts>('/v1/saved-hunts', {}, signal),
  });
  if (id === undefined || saved.data === undefined || saved.data.hunts.some((each) => each.id === id)) return null;
  return (
    <p className={classes.lost} role="status">
      <Icon name="warning" />
      <span>The saved hunt behind this link was deleted. What it asked is in the link, and is answered below.</span>
      <button type="button" className={classes.only} onClick={() => onChange(hunt)}>
        Go on without
      </button>
    </p>
  );
}
