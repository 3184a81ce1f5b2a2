import * as Plot from '@observablehq/plot';
import { useMemo } from 'react';
import { Drawn } from './drawn.js';

interface FlowChart {
  readonly days: readonly {
    readonly day: string;
    readonly opened: number;
    readonly confirmed: number;
    readonly dismissed: number;
  }[];
  readonly says: string;
  readonly height?: number;
}

const DAY = 86_400_000;

/** Opened incidents as bars, with what was decided as lines over them: confirmed drawn through, dismissed dashed. */
export default function FlowChart({ days, says, height = 190 }: FlowChart) {
  const draw = useMemo(
    () => (width: number) => {
      const told = days.map(({ day, ...counts }) => {
        const at = new Date(day);
        return { at, middle: new Date(at.getTime() + DAY / 2), until: new Date(at.getTime() + DAY), ...counts };
      });
      const line = { x: 'middle', curve: 'linear', strokeWidth: 2 } as const;
      return Plot.plot({
        width,
        height,
        marginLeft: 44,
        marginRight: 22,
        marginTop: 26,
        marginBottom: 36,
        style: { background: 'none', color: 'var(--muted)', fontSize: '11.5px', fontFamily: 'inherit' },
        x: { type: 'utc', label: null, tickSize: 3 },
        y: {
          label: '↑ incidents',
          grid: true,
          nice: true,
          ticks: 4,
          tickSize: 0,
          tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : ''),
        },
        marks: [
          Plot.rectY(told, {
            x1: 'at',
            x2: 'until',
            y: 'opened',
            fill: 'var(--series-soft)',
            inset: 0.5,
            title: (each: (typeof told)[number]) =>
              `${each.at.toISOString().slice(0, 10)}: ${each.opened} opened, ${each.confirmed} confirmed, ${each.dismissed} dismissed`,
          }),
          Plot.lineY(told, { ...line, y: 'confirmed', stroke: 'var(--critical)' }),
          Plot.lineY(told, { ...line, y: 'dismissed', stroke: 'var(--good)', strokeDasharray: '5 3' }),
          Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
        ],
      });
    },
    [days, height],
  );
  return <Drawn draw={draw} says={says} height={height} />;
}
