import type { DashboardPlan } from './dashboard-plan.js';

/** Version of Grafana's dashboard schema that the files are written in; Grafana brings older ones up to date, not these. */
const SCHEMA_VERSION = 42;

/** Columns of Grafana's grid. */
const GRID = 24;

type Json = Record<string, unknown>;
interface Placed extends Json {
  gridPos: { x: number; y: number; w: number; h: number };
}
interface Row extends Json {
  title: string;
  panels: Placed[];
}

/** What the generator writes that Grafana's schema has not known for years. */
const LEGACY = [
  'rows',
  'style',
  'originalTitle',
  'hideControls',
  'sharedCrosshair',
  'hideAllLegends',
  'templating',
  'annotations',
];

/** Keys of a variable that Grafana's schema knows. */
const VARIABLE =
  'type name label query datasource current multi includeAll options refresh sort definition hide skipUrlSync'.split(
    ' ',
  );

/**
 * Makes a generated dashboard one that Grafana takes as it is: panels on the grid, ids by place, current schema, nothing
 * legacy. The same plan gives the same bytes on any day.
 *
 * @param generated  what `generatedDashboard` made of the plan
 * @returns          keys in a fixed order
 */
export function finalise(generated: Json, { uid, description }: Pick<DashboardPlan, 'uid' | 'description'>): Json {
  const kept = Object.fromEntries(Object.entries(generated).filter(([key]) => !LEGACY.includes(key)));
  return sorted({
    ...kept,
    id: null,
    uid,
    description,
    editable: false,
    graphTooltip: 1,
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    annotations: { list: [ownAnnotations(), ...listOf(generated.annotations)] },
    templating: { list: listOf(generated.templating).map(variable) },
    links: (generated.links as Json[]).map((link) => ({ tooltip: '', asDropdown: false, targetBlank: false, ...link })),
    panels: onGrid(generated.rows as Row[]),
  }) as Json;
}

function listOf(container: unknown): Json[] {
  return (container as { list: Json[] }).list;
}

/** What people write on a dashboard by hand; Grafana adds it to every dashboard that lacks it. */
function ownAnnotations(): Json {
  return {
    builtIn: 1,
    datasource: { type: 'grafana', uid: '-- Grafana --' },
    enable: true,
    hide: true,
    iconColor: 'rgba(0, 211, 255, 1)',
    name: 'Annotations & Alerts',
    type: 'dashboard',
  };
}

function variable(template: Json): Json {
  return Object.fromEntries(
    Object.entries(template).filter(([key, value]) => VARIABLE.includes(key) && value !== null),
  );
}

/** Each row a heading of its own, its panels from left to right below it. */
function onGrid(rows: readonly Row[]): Json[] {
  const panels: Json[] = [];
  let y = 0;
  const add = (panel: Json) => panels.push({ ...panel, id: panels.length + 1 });
  for (const { title, panels: ofRow } of rows) {
    add({ type: 'row', title, collapsed: false, panels: [], gridPos: { x: 0, y, w: GRID, h: 1 } });
    y += 1;
    let x = 0;
    let tallest = 0;
    for (const panel of ofRow) {
      const { w, h } = panel.gridPos;
      if (x + w > GRID) {
        y += tallest;
        x = 0;
        tallest = 0;
      }
      add({ ...panel, gridPos: { x, y, w, h } });
      x += w;
      tallest = Math.max(tallest, h);
    }
    y += tallest;
  }
  return panels;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
