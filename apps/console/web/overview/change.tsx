import type { ReactNode } from 'react';
import { percent } from '../parts/numbers.js';
import { Tag } from '../parts/tag.js';
import classes from './overview.module.css';

interface Change {
  /** Null: there is nothing to compare with. */
  readonly isBeyondNoise: boolean | null;
  readonly isMore: boolean;
  /** The most of any one day, in words, where so few days hold most of it that nobody can tell. */
  readonly busiestOfFew?: string | undefined;
  /** What it was before, in words. */
  readonly before: ReactNode;
}

/** How a figure compares with the period before; never says "better", which is for people to judge. */
export function Change({ isBeyondNoise, isMore, busiestOfFew, before }: Change) {
  return (
    <p className={classes.change}>
      {isBeyondNoise === null ? (
        <Tag>nothing to compare</Tag>
      ) : isBeyondNoise ? (
        <Tag tone="ink">{isMore ? '▲ more' : '▼ less'}, beyond noise</Tag>
      ) : (
        <Tag>{busiestOfFew === undefined ? 'within noise' : 'too few days to tell'}</Tag>
      )}
      <span>
        {busiestOfFew !== undefined && `up to ${busiestOfFew} in a day; `}before: {before}
      </span>
    </p>
  );
}

/** A part of one as a share with the digits it deserves: `0.4 %`. */
export function share(part: number): string {
  return part > 0 && part < 0.01 ? `${Number((part * 100).toPrecision(1))} %` : percent(part);
}
