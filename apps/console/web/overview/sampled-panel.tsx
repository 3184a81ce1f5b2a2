import type { SampledFigure } from '../api/answers.js';
import { counted, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Change, share } from './change.js';
import { Interval, Intervals } from './interval.js';
import classes from './overview.module.css';

interface SampledPanel {
  readonly title: string;
  readonly note: string;
  readonly figure: SampledFigure;
  /** Right end of the scale at least; shares of misuse among all accounts are small. */
  readonly scale: number;
}

/** A share that blind review of the audit sample has found. */
export function SampledPanel({ title, note, figure, scale }: SampledPanel) {
  const { now, before, change } = figure;
  if (now === null) {
    return (
      <Panel title={title} note={note}>
        <p className={classes.none}>
          No account of the audit sample was judged for a week that ended in this period. A lead draws the sample; it
          waits in the queue for blind review.
        </p>
      </Panel>
    );
  }
  const most = Math.max(scale, now.high, before?.high ?? 0);
  return (
    <Panel title={title} note={note}>
      <Intervals>
        <Interval name="now" {...now} most={most} say={share} />
        {before !== null && <Interval name="before" {...before} most={most} say={share} isFormer />}
      </Intervals>
      <p className={classes.of}>
        {whole(now.confirmed)} of {counted(now.judged, 'account')} judged, standing for {whole(now.population)} in{' '}
        {counted(now.weeks, 'week')}
        {now.uncertain > 0 && `; ${whole(now.uncertain)} uncertain`}
        {now.waiting > 0 && `; ${whole(now.waiting)} not judged yet`}
      </p>
      <Change
        isBeyondNoise={change?.is_beyond_noise ?? null}
        isMore={(change?.difference ?? 0) > 0}
        before={before === null ? 'none judged' : `${share(before.value)} of ${whole(before.judged)} judged`}
      />
    </Panel>
  );
}
