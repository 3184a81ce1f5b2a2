import { CLICKHOUSE } from './click-house-target.js';

/** Fixed, so that provisioned dashboards and alert rules find their data source. */
export const SOURCE_UID = 'usewatch-clickhouse';

/** What the import dialog asks for. */
const INPUT = 'DS_USEWATCH';

/** Oldest versions that the files were written for. */
const REQUIRED = { grafana: '12.0.0', [CLICKHOUSE]: '4.10.0' };

type Json = Record<string, unknown>;

/** For Grafana's provisioning, which substitutes no inputs: the data source is named. */
export function provisioned(dashboard: Json): string {
  return textOf(withSource(dashboard, { text: 'Usewatch', value: SOURCE_UID }));
}

/** For Grafana's import dialog, which asks for the data source. */
export function importable(dashboard: Json): string {
  const types = new Set((dashboard.panels as { type: string }[]).map(({ type }) => type));
  types.delete('row');
  return textOf({
    __inputs: [
      {
        name: INPUT,
        label: 'Usewatch',
        description: 'A ClickHouse data source that reads the main database of Usewatch',
        type: 'datasource',
        pluginId: CLICKHOUSE,
        pluginName: 'ClickHouse',
      },
    ],
    __requires: [
      { type: 'grafana', id: 'grafana', name: 'Grafana', version: REQUIRED.grafana },
      { type: 'datasource', id: CLICKHOUSE, name: 'ClickHouse', version: REQUIRED[CLICKHOUSE] },
      ...[...types].sort().map((id) => ({ type: 'panel', id, name: id, version: '' })),
    ],
    ...withSource(dashboard, { text: 'Usewatch', value: `\${${INPUT}}` }),
  });
}

function withSource(dashboard: Json, current: Json): Json {
  const { list } = dashboard.templating as { list: Json[] };
  const told = list.map((variable) => (variable.type === 'datasource' ? { ...variable, current } : variable));
  return { ...dashboard, templating: { list: told } };
}

function textOf(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
