import { useState } from 'react';
import { Icon } from '../shell/icon.js';
import { keepViews, readViews, withView } from './kept-views.js';
import classes from './lost-view.module.css';
import { askedOf, type QueueSearch } from './queue-search.js';

interface LostViewOf {
  readonly search: QueueSearch;
  readonly onChange: (search: QueueSearch) => void;
}

/** A link to a view that was deleted, or that a colleague keeps: its filters hold all the same, for they are the link. */
export function LostView({ search, onChange }: LostViewOf) {
  const { view } = search;
  const [isKept, setKept] = useState(false);
  if (view === undefined || isKept || readViews().some(({ name }) => name === view)) return null;
  return (
    <p className={classes.lost} role="status">
      <Icon name="warning" />
      <span>
        The view “{view}” is not saved in this browser, or was deleted. Its filters are in the link, and hold.
      </span>
      <button
        type="button"
        onClick={() => {
          keepViews(withView(readViews(), view, askedOf(search) as Record<string, string>));
          setKept(true);
        }}
      >
        Save it here
      </button>
      <button type="button" onClick={() => onChange(askedOf(search))}>
        Go on without
      </button>
    </p>
  );
}
