import type { ReactNode } from 'react';
import classes from './overview.module.css';

interface Interval {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Right end of the scale, in the unit of the values; the left end is zero. */
  readonly most: number;
  readonly say: (value: number) => string;
  /** Fainter, for what it is compared with. */
  readonly isFormer?: boolean;
}

const WIDTH = 200;

/** Intervals below each other on one scale. */
export function Intervals({ children }: { readonly children: ReactNode }) {
  return <div className={classes.intervals}>{children}</div>;
}

/** A value on a line with its 95 % interval, and the same in words. */
export function Interval({ name, value, low, high, most, say, isFormer = false }: Interval) {
  const at = (of: number) => Math.min(WIDTH - 4, Math.max(4, (WIDTH * of) / (most === 0 ? 1 : most)));
  const colour = isFormer ? 'var(--line-strong)' : 'var(--series)';
  return (
    <div className={classes.interval}>
      <span className={classes.intervalName}>{name}</span>
      <svg viewBox={`0 0 ${WIDTH} 14`} className={classes.intervalLine} aria-hidden="true">
        <rect x="0" y="6.500" width={WIDTH} height="1" fill="var(--line)" />
        <rect
          x={at(low)}
          y="4"
          width={Math.max(2, at(high) - at(low))}
          height="6"
          rx="3"
          fill={isFormer ? 'var(--line)' : 'var(--series-soft)'}
        />
        <circle cx={at(value)} cy="7" r="4" fill={colour} />
      </svg>
      <span className={classes.intervalSaid}>
        <b>{say(value)}</b>{' '}
        <span className={classes.muted}>
          {say(low)} to {say(high)}
        </span>
      </span>
    </div>
  );
}
