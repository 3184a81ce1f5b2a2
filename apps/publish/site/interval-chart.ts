import { axisX, dot, gridX, link, plot, ruleX } from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** One row of a chart: a label, a value unless it is low, and its interval. */
export interface ChartRow {
  readonly label: string;
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
}

/** Pixels a row takes. */
const ROW = 30;

/**
 * Draws values with their intervals, one row each; low cells are an interval without a dot.
 *
 * @param rows         in the order of the table
 * @param description  what a reader who cannot see it is told
 * @returns            SVG without scripts, in the colours of the page
 */
export function intervalChart(rows: readonly ChartRow[], description: string): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = plot({
    document,
    width: 900,
    height: rows.length * ROW + 80,
    marginBottom: 50,
    marginLeft: 330,
    marginRight: 24,
    style: { background: 'transparent', fontSize: '13px', overflow: 'visible' },
    x: { label: 'actors, with 95 % intervals', labelOffset: 42, zero: true, nice: true },
    y: { label: null, domain: rows.map(({ label }) => label), tickSize: 0 },
    marks: [
      gridX({ stroke: 'var(--line)', strokeOpacity: 1 }),
      ruleX([0], { stroke: 'var(--soft)' }),
      axisX({ ticks: 6, label: 'actors, with 95 % intervals', labelOffset: 42 }),
      link([...rows], {
        x1: 'low',
        x2: 'high',
        y1: 'label',
        y2: 'label',
        stroke: 'var(--accent)',
        strokeWidth: 5,
        strokeOpacity: (row: ChartRow) => (row.value === null ? 0.22 : 0.45),
        strokeLinecap: 'round',
      }),
      dot(
        rows.filter(({ value }) => value !== null),
        { x: 'value', y: 'label', r: 5, fill: 'var(--accent)' },
      ),
    ],
  }) as unknown as SVGElement;
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', description);
  // One picture with one description: labels on its parts are noise to whoever listens.
  const parts = svg.outerHTML.replaceAll(/(<g[^>]*?) aria-(?:label|description)="[^"]*"/g, '$1');
  // Plot names its styles after chance unless told; the same figures have to give the same bytes.
  return parts.replaceAll(/plot-[0-9a-f]{6,}/g, 'plot-figure');
}

type SVGElement = { setAttribute(name: string, value: string): void; readonly outerHTML: string };
