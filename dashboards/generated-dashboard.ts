import grafana from 'grafana-dash-gen';
import { CHOSEN_SOURCE, CLICKHOUSE, clickHouseTarget } from './click-house-target.js';
import type { ChoicePlan, DashboardPlan, MarkPlan } from './dashboard-plan.js';
import { officialPanel } from './official-panel.js';

/** Where the console answers unless viewers say otherwise; the service's own default. */
const CONSOLE_URL = 'http://127.0.0.1:8787';

/** The installation's default name of its main database. */
const DATABASE = 'usewatch';

type Template = ConstructorParameters<typeof grafana.Templates.Custom>[0];

/**
 * A dashboard as grafana-dash-gen makes it of a plan: rows with panels, variables and links.
 *
 * It is not Grafana's yet: the generator knows neither places on the grid nor marks, and writes schema 6; see `finalise`.
 *
 * @param marks  instants drawn over every panel
 */
export function generatedDashboard(plan: DashboardPlan, marks: readonly MarkPlan[]): Record<string, unknown> {
  const dashboard = new grafana.Dashboard({
    title: plan.title,
    tags: ['usewatch'],
    timezone: 'utc',
    refresh: plan.refresh,
    time: { from: plan.from, to: 'now' },
    links: [
      // A plain object: ExternalLink overwrites type, tags and icon.
      {
        title: 'Other dashboards',
        type: 'dashboards',
        tags: ['usewatch'],
        icon: 'external link',
        keepTime: true,
        includeVars: true,
      },
      {
        title: 'Console',
        type: 'link',
        url: `\${console_url}`,
        tags: [],
        icon: 'external link',
        keepTime: false,
        includeVars: false,
      },
    ] as never,
  });
  for (const template of [
    { name: 'datasource', label: 'Data source', type: 'datasource', query: CLICKHOUSE, options: [] },
    constant('database', 'Database', DATABASE),
    constant('console_url', 'Console', CONSOLE_URL),
    ...plan.choices.map(choice),
  ]) {
    dashboard.addTemplate(new grafana.Templates.Custom(template as Template));
  }
  for (const { title, panels } of plan.rows) {
    const row = new grafana.Row({ title });
    // Rows only call `generate`.
    for (const panel of panels) row.addPanel(officialPanel(panel) as never);
    dashboard.addRow(row);
  }
  for (const mark of marks) dashboard.addAnnotation({ generate: () => annotation(mark) } as never);
  return JSON.parse(JSON.stringify(dashboard.generate())) as Record<string, unknown>;
}

function constant(name: string, label: string, value: string) {
  return {
    name,
    label,
    type: 'textbox',
    query: value,
    options: [{ text: value, value, selected: true }],
    current: { text: value, value },
  };
}

function choice({ name, label, sql }: ChoicePlan) {
  return {
    name,
    label,
    type: 'query',
    datasource: CHOSEN_SOURCE,
    query: clickHouseTarget({ sql }, 'table').rawSql,
    definition: '',
    includeAll: true,
    multi: true,
    refresh: 2,
    sort: 1,
    options: [],
    current: { text: ['All'], value: ['$__all'] },
  };
}

function annotation({ name, sql, colour }: MarkPlan) {
  return {
    name,
    datasource: CHOSEN_SOURCE,
    enable: true,
    iconColor: colour,
    target: clickHouseTarget({ sql }, 'table'),
  };
}
