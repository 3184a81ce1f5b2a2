import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import grafana from 'grafana-dash-gen';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { alertQuestions, alertRules } from '../../dashboards/alert-rules.js';
import { dashboards, marks } from '../../dashboards/catalogue.js';
import { importable, provisioned, SOURCE_UID } from '../../dashboards/flavours.js';
import { generatedDashboard } from '../../dashboards/generated-dashboard.js';
import { renderedDashboard } from '../../dashboards/rendered-dashboard.js';
import { dashboardSchema } from '../support/dashboard-schema.js';
import { expectGolden } from '../support/golden.js';

const FOLDER = new URL('../../dashboards/', import.meta.url);

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: readonly { readonly rawSql: string; readonly datasource: { readonly uid: string } }[];
}
const panelsOf = (dashboard: unknown) => (dashboard as { panels: Panel[] }).panels;
const plain = (text: string) => JSON.parse(text) as Record<string, unknown>;

let valid: ReturnType<typeof dashboardSchema>;
beforeAll(() => {
  valid = dashboardSchema();
});

function faults(dashboard: unknown): string[] {
  valid(dashboard);
  return (valid.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

describe.each(dashboards)('$title', (plan) => {
  const name = plan.uid.replace('usewatch-', '');

  it('is in both flavours as reviewed', async () => {
    const rendered = renderedDashboard(plan);
    await expectGolden(provisioned(rendered), new URL(`provisioned/${name}.json`, FOLDER));
    await expectGolden(importable(rendered), new URL(`import/${name}.json`, FOLDER));
  });

  it('has only keys that Grafana’s own types know, in both flavours', () => {
    const rendered = renderedDashboard(plan);
    expect(faults(plain(provisioned(rendered)))).toEqual([]);
    const { __inputs, __requires, ...imported } = plain(importable(rendered));
    expect(faults(imported)).toEqual([]);
    expect([__inputs, __requires]).toEqual([expect.any(Array), expect.any(Array)]);
  });

  it('says of every panel what it means and in which unit', () => {
    const panels = panelsOf(renderedDashboard(plan)).filter(({ type }) => type !== 'row');
    const lacking = panels.filter(
      ({ description = '', fieldConfig }) => !/\.$/.test(description) || fieldConfig?.defaults.unit === undefined,
    );
    expect(lacking.map(({ title }) => title)).toEqual([]);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });

  it('names its data source by the variable alone, and every table with its database', () => {
    const text = JSON.stringify(renderedDashboard(plan));
    const uids = new Set([...text.matchAll(/"uid":"([^"]+)"/g)].map(([, uid]) => uid));
    expect([...uids].filter((uid) => uid !== plan.uid).sort()).toEqual(['$' + '{datasource}', '-- Grafana --']);
    for (const sql of queriesOf(plan.uid)) {
      expect(sql).not.toMatch(/\b(?:FROM|JOIN) (?!\()(?!\$\{database:raw\}\.)/);
    }
  });

  it('filters by a choice of several values under the macro that knows all of them, and never quotes one itself', () => {
    const names = plan.choices.map((choice) => choice.name);
    for (const sql of queriesOf(plan.uid)) {
      expect(sql).not.toMatch(/'\$\{?\w+/);
      for (const used of sql.matchAll(/\$\{(\w+):(\w+)\}/g)) {
        if (used[1] === 'database') continue;
        expect(names).toContain(used[1]);
        expect(used[2]).toBe('singlequote');
        expect(sql).toContain(`$__conditionalAll(${used[1]} IN (\${${used[1]}:singlequote}), $${used[1]})`);
      }
      expect(sql).not.toMatch(/hasToken/i);
    }
  });

  it('leads from every table into the console', () => {
    const tables = plan.rows.flatMap(({ panels }) => panels).filter(({ draw }) => draw === 'table');
    expect(tables.filter(({ links }) => links === undefined).map(({ title }) => title)).toEqual([]);
  });

  it('opens each of its files with the question, its grain, window and cost, and leaves none unused', async () => {
    const folder = new URL(`${name}/`, FOLDER);
    const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
    const used = [...plan.choices, ...plan.rows.flatMap(({ panels }) => panels)].map(({ sql }) =>
      fileURLToPath(sql).slice(fileURLToPath(folder).length),
    );
    expect([...used].sort()).toEqual(files);
    for (const file of files) {
      const text = await readFile(new URL(file, folder), 'utf8');
      expect(text).toMatch(
        /^-- [^\n]+\?\n--\n-- grain {3}\S[^\n]*\n-- window {2}\S[^\n]*\n-- cost {4}\S[^\n]*\n(?!--)/,
      );
    }
  });
});

function queriesOf(uid: string): string[] {
  const rendered = renderedDashboard(dashboards.find((plan) => plan.uid === uid) as (typeof dashboards)[number]);
  return [...JSON.stringify(rendered).matchAll(/"(?:rawSql|query)":("(?:[^"\\]|\\.)*")/g)]
    .map(([, text = '""']) => JSON.parse(text) as string)
    .filter((text) => text.startsWith('SELECT') || text.startsWith('WITH'));
}

describe('the dashboards', () => {
  it('have addresses, titles and choices that nobody shares', () => {
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
    expect(new Set(dashboards.map(({ title }) => title)).size).toBe(dashboards.length);
  });

  it('know Grafana’s builders in one file alone', async () => {
    const files = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith('.ts'));
    const texts = await Promise.all(
      files.map(async (file) => [file, await readFile(new URL(file, FOLDER), 'utf8')] as const),
    );
    const knowing = texts.filter(([, text]) => text.includes('@grafana/grafana-foundation-sdk'));
    expect(knowing.map(([file]) => file)).toEqual(['official-panel.ts']);
  });

  it('are the same bytes on another day', () => {
    const bytes = () =>
      dashboards.map((plan) => provisioned(renderedDashboard(plan)) + importable(renderedDashboard(plan)));
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    try {
      const first = bytes();
      vi.setSystemTime(new Date('2027-07-31T23:59:59Z'));
      expect(bytes()).toEqual(first);
    } finally {
      vi.useRealTimers();
    }
  });

  it('leave nothing to an import dialog that provisioning would not open', () => {
    for (const plan of dashboards) {
      const rendered = renderedDashboard(plan);
      expect(provisioned(rendered)).not.toContain('DS_');
      expect(importable(rendered)).toContain(`"value": "\${DS_USEWATCH}"`);
    }
  });
});

describe('the schema', () => {
  it('refuses what grafana-dash-gen makes by itself', () => {
    const graph = new grafana.Panels.Graph({ title: 'raw', targets: [] });
    const raw = new grafana.Dashboard({ title: 'raw', rows: [new grafana.Row({ title: 'raw', panels: [graph] })] });
    expect(faults(JSON.parse(JSON.stringify(raw.generate()))).length).toBeGreaterThanOrEqual(8);
  });

  it('refuses our own dashboards before they are finalised', () => {
    for (const plan of dashboards) expect(faults(generatedDashboard(plan, marks))).not.toEqual([]);
  });

  it('refuses a query that is no query of the ClickHouse plugin', () => {
    const [plan] = dashboards;
    const rendered = JSON.stringify(renderedDashboard(plan as (typeof dashboards)[number]));
    expect(faults(JSON.parse(rendered.replaceAll('"editorType":"sql"', '"editorType":"builder"')))).not.toEqual([]);
    expect(faults(JSON.parse(rendered.replaceAll('"rawSql"', '"expr"')))).not.toEqual([]);
  });
});

describe('provisioning', () => {
  const read = async (path: string) => parse(await readFile(new URL(`provisioning/${path}`, FOLDER), 'utf8'));

  it('has the alert rules as reviewed', () =>
    expectGolden(alertRules(), new URL('provisioning/alerting/usewatch.yaml', FOLDER)));

  it('names one data source by the uid that dashboards and rules know it by', async () => {
    const { datasources } = await read('datasources/usewatch.yaml');
    expect(datasources).toEqual([expect.objectContaining({ uid: SOURCE_UID, type: 'grafana-clickhouse-datasource' })]);
    expect(datasources[0].jsonData).toMatchObject({ protocol: 'http', defaultDatabase: 'usewatch' });
  });

  it('asks in rules without variables, of the data source by its literal uid', () => {
    const rules = parse(alertRules()).groups[0].rules as { uid: string; data: { datasourceUid: string }[] }[];
    expect(rules.map(({ uid }) => uid)).toEqual([...alertQuestions().keys()].map((name) => `usewatch-${name}`));
    for (const { data } of rules) expect(data.map((each) => each.datasourceUid)).toEqual([SOURCE_UID, '__expr__']);
    for (const sql of alertQuestions().values()) expect(sql).not.toMatch(/\$|\{\{/);
  });

  it('takes dashboards from a folder and does not let them be changed in Grafana', async () => {
    const { providers } = await read('dashboards/usewatch.yaml');
    expect(providers).toEqual([expect.objectContaining({ type: 'file', allowUiUpdates: false })]);
  });
});
