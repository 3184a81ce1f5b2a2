import type { Overview, SharedFigure } from '../api/answers.js';
import { counted, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Change, share } from './change.js';
import { CountedChange } from './figure.js';
import classes from './overview.module.css';

/** How often the house was wrong, as far as it has found out. */
export function ReversalPanel({ of, actioned }: { readonly of: Overview['reversals']; readonly actioned: number }) {
  return (
    <Panel title="Reversals and appeals" note="what our own enforcement got wrong">
      <div className={classes.rows}>
        <SharedRow title="Confirmations withdrawn" figure={of.confirmations_withdrawn} of="disposition" />
        <SharedRow title="Appeals granted" figure={of.appeals_reversed} of="appeal judged" many="appeals judged" />
        <div className={classes.row}>
          <h3>Appeals filed</h3>
          <p className={classes.rowValue}>
            {whole(of.appeals_filed.now)}, against {counted(actioned, 'account')} actioned
          </p>
          <CountedChange figure={of.appeals_filed} say={whole} />
        </div>
        <div className={classes.row}>
          <h3>Accounts whose action was undone</h3>
          <p className={classes.rowValue}>
            {whole(of.accounts_undone.now)}, against {counted(actioned, 'account')} actioned
          </p>
          <CountedChange figure={of.accounts_undone} say={whole} />
        </div>
      </div>
    </Panel>
  );
}

interface SharedRow {
  readonly title: string;
  readonly figure: SharedFigure;
  readonly of: string;
  readonly many?: string;
}

function SharedRow({ title, figure: { now, before, change }, of, many = `${of}s` }: SharedRow) {
  return (
    <div className={classes.row}>
      <h3>{title}</h3>
      <p className={classes.rowValue}>
        {now === null ? (
          `none: there was no ${of}`
        ) : (
          <>
            {whole(now.part)} of {counted(now.of, of, many)}: {share(now.value)}{' '}
            <span className={classes.muted}>
              {share(now.low)} to {share(now.high)}
            </span>
          </>
        )}
      </p>
      <Change
        isBeyondNoise={change?.is_beyond_noise ?? null}
        isMore={(change?.difference ?? 0) > 0}
        before={before === null ? `no ${of}` : `${whole(before.part)} of ${counted(before.of, of, many)}`}
      />
    </div>
  );
}
