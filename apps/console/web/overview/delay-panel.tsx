import type { DelayFigure } from '../api/answers.js';
import { counted } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Change } from './change.js';
import { Interval, Intervals } from './interval.js';
import classes from './overview.module.css';
import { spokenSpan } from './spoken-span.js';

interface DelayPanel {
  readonly title: string;
  readonly note: string;
  readonly figure: DelayFigure;
  /** What has to happen before there is a figure. */
  readonly missing: string;
}

/** How long something took: the median, and what nine of ten stay below. */
export function DelayPanel({ title, note, figure, missing }: DelayPanel) {
  const { now, before, is_beyond_noise } = figure;
  if (now === null) {
    return (
      <Panel title={title} note={note}>
        <p className={classes.none}>{missing}</p>
        {before !== null && (
          <p className={classes.of}>
            Before, {counted(before.incidents, 'incident')} took {spokenSpan(before.median.value)} in the median.
          </p>
        )}
      </Panel>
    );
  }
  const most = Math.max(now.ninth.high, before?.ninth.high ?? 0);
  return (
    <Panel title={title} note={note}>
      <Intervals>
        <Interval name="Median" {...now.median} most={most} say={spokenSpan} />
        <Interval name="90 %" {...now.ninth} most={most} say={spokenSpan} />
        {before !== null && <Interval name="before" {...before.median} most={most} say={spokenSpan} isFormer />}
      </Intervals>
      <p className={classes.of}>of {counted(now.incidents, 'incident')}</p>
      <Change
        isBeyondNoise={is_beyond_noise}
        isMore={now.median.value > (before?.median.value ?? 0)}
        before={
          before === null
            ? 'none'
            : `median ${spokenSpan(before.median.value)} of ${counted(before.incidents, 'incident')}`
        }
      />
    </Panel>
  );
}
