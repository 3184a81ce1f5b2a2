import { Link } from '@tanstack/react-router';
import type { Relations } from '../api/answers.js';
import { dayUtc } from '../parts/instant.js';
import { counted } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { StateTag } from '../parts/state-tag.js';
import classes from './incident-page.module.css';

/** Cases that share accounts, then decided ones of the same kind: how others decided before. */
export function SimilarPanel({ similar }: { readonly similar: Relations['similar'] }) {
  return (
    <Panel title="Cases like it" flush>
      {similar.length === 0 ? (
        <p className={classes.none}>Nothing like it was seen or decided before.</p>
      ) : (
        <ul className={classes.lines}>
          {similar.map(({ id, state, because, shared_accounts, detector, last_seen }) => (
            <li key={id}>
              <div className={classes.lineHead}>
                <Link to="/incidents/$id" params={{ id }}>
                  {detector}, {dayUtc(last_seen)}
                </Link>
                <StateTag state={state} />
                {shared_accounts > 0 && <span>{counted(shared_accounts, 'account')} in common</span>}
              </div>
              <p className={classes.lineText}>{because}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
