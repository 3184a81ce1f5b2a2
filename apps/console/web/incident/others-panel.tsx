import { Link } from '@tanstack/react-router';
import type { Relations } from '../api/answers.js';
import { counted } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Tag } from '../parts/tag.js';
import classes from './incident-page.module.css';

/** What other detectors say of the same accounts: several views of one thing are stronger than one. */
export function OthersPanel({ others }: { readonly others: Relations['others'] }) {
  return (
    <Panel title="What other detectors say" flush>
      {others.length === 0 ? (
        <p className={classes.none}>No other detector names these accounts.</p>
      ) : (
        <ul className={classes.lines}>
          {others.map(({ detector, mode, because, incident, accounts }) => (
            <li key={`${detector} ${mode}`}>
              <div className={classes.lineHead}>
                {incident === null ? (
                  <Link to="/detectors/$name" params={{ name: detector }}>
                    {detector}
                  </Link>
                ) : (
                  <Link to="/incidents/$id" params={{ id: incident }}>
                    {detector}
                  </Link>
                )}
                {mode === 'shadow' && <Tag>shadow</Tag>}
                <span>names {counted(accounts, 'account')}</span>
              </div>
              <p className={classes.lineText}>{because}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
