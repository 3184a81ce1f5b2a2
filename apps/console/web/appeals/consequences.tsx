import type { AccountEnforcement } from '../api/answers.js';
import { Instant } from '../parts/instant.js';
import { Icon } from '../shell/icon.js';
import classes from './appeal-card.module.css';

interface ConsequencesOf {
  /** Undefined while it is on its way. */
  readonly enforcement: AccountEnforcement | undefined;
  readonly isReversed: boolean;
}

/** What a judgement changes: everything in force against the one account, and nothing of anybody else. */
export function Consequences({ enforcement, isReversed }: ConsequencesOf) {
  if (enforcement === undefined) return null;
  const standing = enforcement.history.filter(({ ended_at }) => ended_at === null);
  if (standing.length === 0) {
    return (
      <p className={classes.consequence}>
        <Icon name="check" /> Nothing is in force against the account; either outcome only answers its owner.
      </p>
    );
  }
  return (
    <div className={classes.consequence} data-lifts={isReversed}>
      <Icon name={isReversed ? 'action' : 'warning'} />
      <div>
        <strong>{isReversed ? 'At once lifted from this account:' : 'In force against this account:'}</strong>
        <ul>
          {standing.map(({ action_set, action, applied_at, expires_at, incident }) => (
            <li key={action_set}>
              {action} since <Instant at={applied_at} />
              {expires_at === null ? ', until it is undone' : <> until {<Instant at={expires_at} />}</>} (incident{' '}
              {incident.slice(0, 8)})
            </li>
          ))}
        </ul>
        <span>Other accounts of the same action are not touched.</span>
      </div>
    </div>
  );
}
