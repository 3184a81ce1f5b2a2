import { readFile } from 'node:fs/promises';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectorVolume } from '#alarm/detector-volume';
import { catalogue } from '#detect/catalogue';
import { wilsonInterval } from '#statistics/wilson-interval';
import { expandMacros, type Screen } from '../../apps/cli/bench/expand-macros.js';
import { SpoolWatch } from '../../apps/ingest/spool-watch.js';
import { relayFacts } from '../../apps/relay/relay-facts.js';
import { relayRuns } from '../../apps/relay/relay-runs.js';
import { relayMeasures, relayStanding } from '../../apps/relay/relay-standing.js';
import { alertQuestions } from '../../dashboards/alert-rules.js';
import { dashboards, marks } from '../../dashboards/catalogue.js';
import { clickHouseTarget } from '../../dashboards/click-house-target.js';
import type { PanelPlan } from '../../dashboards/dashboard-plan.js';
import { type FreshCasebook, freshCasebook } from '../support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { writeKnownHouse } from '../support/known-house.js';
import { loadUsage } from '../support/load-usage.js';
import { writeCourses } from '../support/write-courses.js';

const at = (text: string) => new Date(`2026-03-${text}:00Z`);

/** Ranges that people look at: the last month, an hour of it, and a year in which there was nothing. */
const SCREENS: Readonly<Record<'month' | 'hour' | 'nothing', Screen>> = {
  month: { from: new Date('2026-02-08T12:00:00Z'), until: at('10T12:00'), intervalSeconds: 86_400 },
  hour: { from: at('03T12:00'), until: at('03T13:00'), intervalSeconds: 3_600 },
  nothing: { from: new Date('2019-01-01T00:00:00Z'), until: new Date('2020-01-01T00:00:00Z'), intervalSeconds: 86_400 },
};

/** Panels whose tables the known house leaves empty: nobody was refused at its doors, called unknown, appealed or acted by a set. */
const EMPTY = ['Refused at the doors', 'Appeals'];

let book: FreshCasebook;
let house: FreshWarehouse;
let reader: ReturnType<typeof createClient>;
/** Table and column, of everything the reader sees. */
let columns: Answer['rows'] = [];
beforeAll(async () => {
  [book, house] = await Promise.all([freshCasebook(), freshWarehouse()]);
  const { url } = house.owner;
  // Some questions are broken on purpose.
  const log = { level: ClickHouseLogLevel.OFF };
  reader = createClient({ url, ...house.reader, database: house.database, log });
  const tale = await readFile(new URL('../stories/spam-supplements/usage.ndjson', import.meta.url), 'utf8');
  const refused = '{"source":"gateway","id":"r1","at":"2026-03-08T08:00:00Z","account":"acme","tint":"x"}\n';
  const costly = tale.replaceAll('"prompt"', '"cost_usd":2,"prompt"');
  await loadUsage(house, costly + refused, at('09T12:00'));
  await writeKnownHouse(book);
  const places = { casebook: book.casebook, warehouse: house.warehouse };
  await relayFacts(places, new AbortController().signal);
  await relayRuns(places, new Map());
  await relayStanding(places, new Map(), at('10T12:00'));
  await relayMeasures(places, () => at('10T11:00'));
  ({ rows: columns } = await asked('SELECT table, name FROM system.columns WHERE database = currentDatabase()'));
});
afterAll(async () => {
  await reader?.close();
  await house?.close();
  await book?.close();
});

interface Answer {
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

async function asked(query: string): Promise<Answer> {
  const settings = { output_format_json_quote_64bit_integers: 0 as const, max_execution_time: 35 };
  const answer = await reader.query({
    query,
    format: 'JSONCompactEachRowWithNamesAndTypes',
    clickhouse_settings: settings,
  });
  const [names = [], types = [], ...rows] = await answer.json<unknown[]>();
  return { names: names as string[], types: types as string[], rows };
}

const answerOf = (panel: PanelPlan, screen: Screen) => {
  const drawn = panel.draw === 'lines' || panel.draw === 'bars';
  return asked(expandMacros(clickHouseTarget(panel, drawn ? 'timeseries' : 'table').rawSql, screen));
};

const bare = (type: string) => type.replace(/^(?:Nullable|LowCardinality)\((.*)\)$/, '$1');
const isNumber = (type: string) => /^(?:U?Int(?:8|16|32|64)|Float(?:32|64))$/.test(bare(type));
const isInstant = (type: string) => /^DateTime(?:64\(\d(?:, 'UTC')?\)|\('UTC'\))?$/.test(bare(type));

/** What keeps an answer from being drawn as the panel draws. */
function unfit({ draw, series }: PanelPlan, { names, types, rows }: Answer): string[] {
  const found: string[] = [];
  const numbers = names.filter((name, index) => name !== series && isNumber(types[index] ?? ''));
  if (draw === 'lines' || draw === 'bars') {
    const [time] = types;
    if (names[0] !== 'time' || time === undefined || !isInstant(time) || time.startsWith('Nullable'))
      found.push('time');
    if (series !== undefined && bare(types[names.indexOf(series)] ?? '') !== 'String') found.push(`series ${series}`);
    if (numbers.length !== names.length - 1 - (series === undefined ? 0 : 1)) found.push('a column that is no number');
    const times = rows.map(([at]) => String(at));
    if (times.join() !== [...times].sort().join()) found.push('order of time');
  }
  if (draw === 'number' && !(names.length === 1 && numbers.length === 1 && rows.length === 1)) found.push('one number');
  if (draw === 'levels' && !(bare(types[0] ?? '') === 'String' && numbers.length === names.length - 1))
    found.push('levels');
  if (draw === 'table') {
    const strange = types.filter(
      (type) => !(isNumber(type) || isInstant(type) || /^(?:String|Bool)$/.test(bare(type))),
    );
    found.push(...strange);
  }
  return found;
}

describe.each(dashboards)('every question of $title', (plan) => {
  const panels = plan.rows.flatMap((row) => row.panels);

  it.each(Object.keys(SCREENS) as (keyof typeof SCREENS)[])('answers what its panel draws: %s', async (range) => {
    for (const panel of panels) {
      const answer = await answerOf(panel, SCREENS[range]);
      expect([panel.title, ...unfit(panel, answer)]).toEqual([panel.title]);
      const named = [...Object.keys(panel.units ?? {}), ...Object.keys(panel.links ?? {})];
      expect([panel.title, ...named.filter((column) => !answer.names.includes(column))]).toEqual([panel.title]);
      const drawable = answer.rows.length > 0 || EMPTY.includes(panel.title);
      if (range === 'month') expect([panel.title, drawable]).toEqual([panel.title, true]);
    }
  });

  it('offers choices of one text column', async () => {
    for (const choice of plan.choices) {
      const { types, rows } = await asked(expandMacros(clickHouseTarget(choice, 'table').rawSql, SCREENS.month));
      expect([choice.name, types.length, rows.length > 0]).toEqual([choice.name, 1, true]);
    }
  });

  it('fails once a column of it is called otherwise', async () => {
    for (const panel of panels) {
      const sql = expandMacros(clickHouseTarget(panel, 'table').rawSql, SCREENS.nothing);
      const isNamed = (word: unknown) => new RegExp(`(?<!\\bAS )\\b${word}\\b`).test(sql);
      const [, column = ''] = columns.find(([table, name]) => isNamed(table) && isNamed(name)) ?? [];
      const broken = sql.replaceAll(new RegExp(`\\b${column}\\b`, 'g'), 'no_such_column');
      await expect(asked(broken), `${panel.title}, ${column}`).rejects.toThrow(/no_such_column/);
    }
  });
});

describe('what is drawn over panels', () => {
  it('has an instant, a text and tags', async () => {
    for (const mark of marks) {
      const { names, types } = await asked(expandMacros(clickHouseTarget(mark, 'table').rawSql, SCREENS.month));
      expect([mark.name, names]).toEqual([mark.name, ['time', 'text', 'tags']]);
      expect(isInstant(types[0] ?? '') && !types[0]?.startsWith('Nullable')).toBe(true);
    }
  });

  it('tells which detectors came into service', async () => {
    const [detectors] = marks;
    const sql = clickHouseTarget(detectors as (typeof marks)[number], 'table').rawSql;
    const { rows } = await asked(expandMacros(sql, { ...SCREENS.month, from: new Date('2026-02-01T00:00:00Z') }));
    expect(rows.map(([, text]) => text)).toEqual([
      'account-pool version 1 ran first',
      'spam-campaign version 1 ran first',
    ]);
  });
});

describe('alert rules', () => {
  it('answer one number each, with texts before it that name whom it concerns', async () => {
    for (const [name, sql] of alertQuestions()) {
      const { names, types } = await asked(sql);
      const texts = types.slice(0, -1).filter((type) => bare(type) === 'String');
      expect([name, names.at(-1), types.at(-1), texts.length]).toEqual([name, 'value', 'Float64', types.length - 1]);
    }
  });
});

describe('the rule about the spool', () => {
  it('goes by the worst of what ingest processes tell, as the status page judges it', async () => {
    const asks = async () => (await asked(alertQuestions().get('spool-depth') ?? '')).rows;
    expect(await asks()).toEqual([]);
    for (const [bytes, state] of [
      [10, 0],
      [80, 3],
      [30, 3],
    ] as const) {
      const spooled = () => ({ bytes, mostBytes: 100, oldestReceivedAt: undefined });
      await new SpoolWatch(spooled, house.warehouse, () => new Date()).tell();
      expect(await asks()).toEqual([[state]]);
    }
  });
});

describe('leadership’s figures of a week that is known', () => {
  const figure = async (title: string, screen = SCREENS.month) => {
    const plan = dashboards.flatMap(({ uid, rows }) => (uid === 'usewatch-leadership' ? rows : []));
    const panel = plan.flatMap((row) => row.panels).find((each) => each.title === title);
    if (panel === undefined) throw new TypeError(`figure requires a panel called ${title}`);
    const { names, rows } = await answerOf(panel, screen);
    return rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index], value])));
  };

  it('count incidents by how they stand, and the audit sample in none of them', async () => {
    expect(await figure('Opened')).toEqual([{ opened: 5 }]);
    expect(await figure('Confirmed')).toEqual([{ confirmed: 2 }]);
    expect(await figure('Dismissed')).toEqual([{ dismissed: 2 }]);
    expect(await figure('Still undecided')).toEqual([{ waiting: 0.2 }]);
  });

  it('count an account that two incidents name once, under the hardest action', async () => {
    expect(await figure('Accounts acted against')).toEqual([{ accounts: 4 }]);
    const byAction = await figure('Accounts acted against, by action');
    expect(byAction.map(({ action, accounts }) => [action, accounts])).toEqual([['ban', 4]]);
  });

  it('add up what accounts of confirmed incidents cost, each once', async () => {
    const { rows } = await asked(
      'SELECT uniqExact(record) FROM usage WHERE account IN (SELECT account FROM incident_account)',
    );
    const calls = Number(rows[0]?.[0]);
    expect(calls).toBeGreaterThan(0);
    expect(await figure('Cost of misuse')).toEqual([{ usd: 2 * calls }]);
  });

  it('say how fast, of those that somebody got to', async () => {
    expect(await figure('Time to detect')).toMatchObject([{ median: 7_200, nine_of_ten: 7_200 }]);
    expect(await figure('Time to act')).toMatchObject([{ nine_of_ten: 4 * 3_600 }]);
  });

  it('put an interval around what blind review found', async () => {
    const [act, report] = await figure('Precision by blind review');
    const [of4, of2] = [wilsonInterval(3, 4), wilsonInterval(1, 2)];
    expect(act).toMatchObject({ stratum: 'act', judged: 4, precision: 0.75 });
    expect(act?.at_least).toBeCloseTo(of4.low, 9);
    expect(act?.at_most).toBeCloseTo(of4.high, 9);
    expect(report?.at_least).toBeCloseTo(of2.low, 9);
    expect(report?.at_most).toBeCloseTo(of2.high, 9);
  });

  it('bound what detectors miss even where blind review found nothing', async () => {
    const [missed] = await figure('What detectors miss');
    // Wilson, 95 %: 0 of 5 is at most z²/(5 + z²) = 0.434482.
    expect(missed).toMatchObject({ judged: 5, share: 0, at_least: 0, accounts: 0, accounts_at_most: 421 });
    expect(missed?.at_most).toBeCloseTo(0.434_482, 5);
  });

  it('call a change one only beyond chance', async () => {
    const now = await figure('Changed beyond chance?');
    // Five against none: given five, the share of a fair coin is 1/2, and Wilson's interval of 5 of 5 begins at 0.5655.
    expect(now[0]).toMatchObject({ figure: 'incidents opened', now: 5, before: 0, ratio: null, verdict: 'more' });
    expect(now[1]).toMatchObject({
      figure: 'incidents confirmed',
      now: 2,
      before: 0,
      verdict: 'no change beyond chance',
    });
    const none = await figure('Changed beyond chance?', SCREENS.nothing);
    expect(new Set(none.map(({ verdict }) => verdict))).toEqual(new Set(['nothing in either']));
  });

  it('tell a confirmation withdrawn, and what is left of the year’s privacy', async () => {
    expect((await figure('Reversals')).map(({ kind, reversals }) => [kind, reversals])).toEqual([['overturned', 1]]);
    expect(await figure('Privacy left this year')).toEqual([{ left: 0.75 }]);
  });

  it('name campaigns by the means that found them', async () => {
    const found = await figure('Campaigns by family');
    expect(found.map(({ family, campaigns }) => [family, campaigns])).toEqual([['Linkage', 2]]);
  });
});

describe('detectors', () => {
  it('that used to name accounts and name none any more are called silent', async () => {
    const panel = dashboards
      .flatMap(({ rows }) => rows.flatMap((row) => row.panels))
      .find(({ title }) => title === 'Silent or loud');
    const { names, rows } = await answerOf(panel as PanelPlan, { ...SCREENS.month, until: at('11T00:00') });
    expect(rows.map((row) => [row[0], row[names.indexOf('standing')]])).toEqual([
      ['account-pool', 'silent'],
      ...catalogue
        .filter(({ name }) => name !== 'account-pool' && name !== 'spam-campaign')
        .map(({ name }) => [name, 'too young to tell']),
      ['spam-campaign', 'usual'],
    ]);
  });

  it('are silent or loud for Grafana’s rules just when they are for the status page', async () => {
    const before = fc.array(fc.constantFrom(null, 0, 4, 5, 6, 9, 10, 11, 20), { minLength: 4, maxLength: 4 });
    const lastWeek = fc.constantFrom(null, 0, 0, 1, 19, 20, 29, 30, 33, 59, 60);
    const course = fc.tuple(lastWeek, before).map(([last, weeks]) => [last, ...weeks]);
    const lots = fc.sample(fc.array(course, { minLength: catalogue.length, maxLength: catalogue.length }), 10);
    const states = new Set<string>();
    for (const [lot, weeks] of lots.entries()) {
      const courses = new Map(catalogue.map(({ name }, nth) => [name, weeks[nth] ?? []]));
      // Each lot lies ten weeks after the one before, so that no week of it holds another's windows.
      const now = new Date(Date.parse('2026-06-01T00:00:00Z') + lot * 10 * 7 * 86_400_000);
      await writeCourses(book, courses, now);
      await relayStanding({ casebook: book.casebook, warehouse: house.warehouse }, new Map(), now);
      for (const [nth, rule] of (['detector-silent', 'detector-loud'] as const).entries()) {
        const { rows } = await asked(`${alertQuestions().get(rule)} ORDER BY detector`);
        const expected = catalogue.map(({ name }) => [name, detectorVolume(name, courses.get(name) ?? [])[nth]?.state]);
        expect(rows).toEqual(expected.map(([name, state]) => [name, state === 'calm' ? 0 : 1]));
        for (const [, state] of expected) states.add(`${rule} ${state}`);
      }
    }
    expect(states.size).toBe(4);
  });
});
