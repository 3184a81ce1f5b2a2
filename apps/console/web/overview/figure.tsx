import type { ReactNode } from 'react';
import type { CountedFigure } from '../api/answers.js';
import { Panel } from '../parts/panel.js';
import { Change } from './change.js';
import classes from './overview.module.css';

interface Figure {
  readonly title: string;
  readonly value: ReactNode;
  /** What it is counted or taken of. */
  readonly of?: ReactNode;
  readonly children?: ReactNode;
}

/** One number, with what it is a number of and how it compares. */
export function Figure({ title, value, of, children }: Figure) {
  return (
    <Panel title={title}>
      <p className={classes.value}>{value}</p>
      {of !== undefined && <p className={classes.of}>{of}</p>}
      {children}
    </Panel>
  );
}

/** A count, or a sum of money, beside the one before. */
export function CountedChange({
  figure,
  say,
}: {
  readonly figure: CountedFigure;
  readonly say: (value: number) => string;
}) {
  return (
    <Change
      isBeyondNoise={figure.change?.is_beyond_noise ?? null}
      isMore={(figure.change?.ratio ?? 1) > 1}
      busiestOfFew={figure.change?.too_few_days === true ? say(figure.change.busiest_day) : undefined}
      before={say(figure.before)}
    />
  );
}
