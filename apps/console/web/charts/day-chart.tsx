import * as Plot from '@observablehq/plot';
import { useMemo } from 'react';
import { Drawn } from './drawn.js';

interface DayChart {
  readonly days: readonly { readonly day: string; readonly value: number }[];
  /** The chart in one sentence, for those who do not see it. */
  readonly says: string;
  /** What is counted. */
  readonly name: string;
  /** Stretch in which an incident was seen; days outside it are pale. */
  readonly seen?: { readonly from: string; readonly until: string };
  readonly height?: number;
}

const DAY = 86_400_000;

/** Days that each have room for their own name below; of more, the axis names some. */
const FEW = 12;

/** A bar a day, UTC; days without anything are gaps of nothing, not gaps of knowledge. */
export default function DayChart({ days, says, name, seen, height = 150 }: DayChart) {
  const draw = useMemo(
    () => (width: number) => {
      const bars = days.map(({ day, value }) => {
        const at = new Date(day);
        const isSeen = seen === undefined || (at.getTime() + DAY > Date.parse(seen.from) && at < new Date(seen.until));
        return { at, until: new Date(at.getTime() + DAY), value, isSeen };
      });
      return Plot.plot({
        width,
        height,
        marginLeft: 44,
        // Half of the last day's name.
        marginRight: 22,
        // The name of what is counted stands above the highest line, not on it.
        marginTop: 26,
        // Of many days the axis names the month below the day.
        marginBottom: days.length <= FEW ? 22 : 36,
        style: { background: 'none', color: 'var(--muted)', fontSize: '11.5px', fontFamily: 'inherit' },
        x: {
          type: 'utc',
          label: null,
          tickSize: 3,
          ...(days.length <= FEW ? { ticks: 'day', tickFormat: '%-d %b' } : {}),
        },
        y: {
          label: `↑ ${name}`,
          grid: true,
          nice: true,
          ticks: 4,
          tickSize: 0,
          tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : ''),
        },
        marks: [
          Plot.rectY(bars, {
            x1: 'at',
            x2: 'until',
            y: 'value',
            fill: (bar: (typeof bars)[number]) => (bar.isSeen ? 'var(--series)' : 'var(--series-soft)'),
            inset: 0.5,
            title: (bar: (typeof bars)[number]) => `${bar.at.toISOString().slice(0, 10)}: ${bar.value} ${name}`,
          }),
          Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
        ],
      });
    },
    [days, name, seen, height],
  );
  return <Drawn draw={draw} says={says} height={height} />;
}
