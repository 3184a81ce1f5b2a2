import type { Detector } from '../api/answers.js';
import { percent, whole } from '../parts/numbers.js';
import classes from './precision.module.css';

/** Confirmed of decided, with the interval that so few decisions allow. */
export function Precision({ of }: { readonly of: Detector['precision'] }) {
  if (of === null) return <span className={classes.none}>nothing decided yet</span>;
  const { share, low, high, decided } = of;
  return (
    <span className={classes.precision}>
      <svg width="72" height="12" aria-hidden="true">
        <rect x="0" y="5" width="72" height="2" fill="var(--line)" />
        <rect x={72 * low} y="3" width={Math.max(2, 72 * (high - low))} height="6" rx="3" fill="var(--series-soft)" />
        <circle cx={Math.min(69, Math.max(3, 72 * share))} cy="6" r="3" fill="var(--series)" />
      </svg>
      {percent(share)}
      <span className={classes.none}>
        {percent(low)}–{percent(high)} of {whole(decided)}
      </span>
    </span>
  );
}
