import { Checkbox } from '@mantine/core';
import type { BlastRadius } from '../api/answers.js';
import { age, dayUtc } from '../parts/instant.js';
import { counted, percent, short, whole } from '../parts/numbers.js';
import { Pseudonym } from '../parts/pseudonym.js';
import { Icon } from '../shell/icon.js';
import classes from './blast-card.module.css';

interface BlastCard {
  readonly radius: BlastRadius;
  /** Accounts of the incident, those left alone included. */
  readonly members: number;
  readonly except: readonly string[];
  readonly onExcept: (accounts: readonly string[]) => void;
  readonly acknowledged: readonly string[];
  readonly onAcknowledge: (codes: readonly string[]) => void;
}

/** Whom an action would touch, and what a person should know before: counted over the 30 days before. */
export function BlastCard({ radius, members, except, onExcept, acknowledged, onAcknowledge }: BlastCard) {
  const { accounts, paying, traffic, oldest, known_good, already, shared_networks, warnings } = radius;
  const spare = (some: readonly string[]) => onExcept([...new Set([...except, ...some])]);
  return (
    <section className={classes.card} aria-label="Blast radius">
      <dl className={classes.figures}>
        <Figure
          name="Accounts"
          value={whole(accounts)}
          note={members > accounts ? `of ${whole(members)}` : 'all of the case'}
        />
        <Figure
          name="Paying"
          value={percent(paying.share)}
          note={`${counted(paying.accounts, 'account')}, $${whole(Math.round(paying.paid_usd))}`}
          isWorth={paying.accounts > 0}
        />
        <Figure
          name="Of all traffic"
          value={traffic.share < 0.005 && traffic.requests > 0 ? 'under 1 %' : percent(traffic.share)}
          note={`${short(traffic.requests)} calls`}
          isWorth={traffic.share >= 0.01}
        />
        <Figure
          name="Oldest account"
          value={oldest === null ? 'unknown' : age(oldest.created_at, radius.previewed_at)}
          note={oldest === null ? 'the log does not say' : `since ${dayUtc(oldest.created_at, true)}`}
        />
        <Figure name="Known good" value={whole(known_good.length)} note="vouched for" isWorth={known_good.length > 0} />
        <Figure
          name="Bystanders"
          value={whole(shared_networks.reduce((sum, { others }) => sum + others, 0))}
          note={`on ${counted(shared_networks.length, 'shared network')}`}
          isWorth={shared_networks.length > 0}
        />
      </dl>
      {warnings.length === 0 ? (
        <p className={classes.calm}>
          <Icon name="check" /> Nothing speaks against it: nobody vouched for, nobody else behind their networks.
        </p>
      ) : (
        <ul className={classes.warnings}>
          {warnings.map(({ code, grave, message, accounts: about, count }) => (
            <li key={code} data-grave={grave}>
              <Icon name="warning" />
              <div>
                <p>{message}</p>
                {about.length > 0 && count < accounts && (
                  <p className={classes.whom}>
                    {about.slice(0, 6).map((account) => (
                      <Pseudonym key={account} kind="account" id={account} bare link={false} />
                    ))}
                    {count > 6 && <span>and {whole(count - 6)} more</span>}
                    <button type="button" onClick={() => spare(about)}>
                      leave {about.length === 1 ? 'it' : 'these'} alone
                    </button>
                  </p>
                )}
                {grave && (
                  <Checkbox
                    size="xs"
                    label="I have looked at this, and act all the same"
                    checked={acknowledged.includes(code)}
                    onChange={(event) =>
                      onAcknowledge(
                        event.currentTarget.checked
                          ? [...acknowledged, code]
                          : acknowledged.filter((each) => each !== code),
                      )
                    }
                  />
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {already.length > 0 && (
        <p className={classes.note}>
          {counted(already.length, 'account')} will be skipped:{' '}
          {[...new Set(already.map(({ action }) => action))].join(', ')} in force already.
        </p>
      )}
      {except.length > 0 && (
        <p className={classes.note}>
          {counted(except.length, 'account')} left alone.{' '}
          <button type="button" onClick={() => onExcept([])}>
            take them in again
          </button>
        </p>
      )}
    </section>
  );
}

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  /** Whether it is worth a second look. */
  readonly isWorth?: boolean;
}

function Figure({ name, value, note, isWorth = false }: Figure) {
  return (
    <div className={classes.figure} data-worth={isWorth}>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        <span>{note}</span>
      </dd>
    </div>
  );
}
