import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrivals } from '#detect/arrivals';
import { catalogue } from '#detect/catalogue';
import type { Detector } from '#detect/detector';
import { recordsByHour, recordsIn } from '#detect/owed-windows';
import { HOUR, type Window, windowsBetween } from '#usage/window';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { loadUsage } from '../support/load-usage.js';

/** Stories and calm traffic alike are told of 2026. */
const year = { from: new Date('2026-01-01T00:00:00Z'), until: new Date('2027-01-01T00:00:00Z') };

/** Milliseconds for all windows of all stories, on a machine that does much else. */
const PATIENCE = 240_000;

/** Names of the folders beneath, in their order. */
async function foldersOf(under: string): Promise<string[]> {
  const entries = await readdir(new URL(`../${under}/`, import.meta.url), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

const logOf = (under: string, name: string) => readFile(new URL(`../${under}/${name}/usage.ndjson`, import.meta.url));

/** Loads the usage of every folder beneath, as one segment. */
async function told(under: string): Promise<FreshWarehouse> {
  const fresh = await freshWarehouse();
  const logs = await Promise.all((await foldersOf(under)).map((name) => logOf(under, name)));
  await loadUsage(fresh, Buffer.concat(logs), year.until);
  return fresh;
}

/** When the stories are told whose tests ask the detector. */
async function whenTold({ name: detector }: Detector): Promise<Window[]> {
  const spans: Window[] = [];
  for (const name of await foldersOf('stories')) {
    const test = await readFile(new URL(`../stories/${name}/${name}.test.ts`, import.meta.url), 'utf8');
    if (!test.includes(`'#detect/${detector}/${detector}'`)) continue;
    const lines = (await logOf('stories', name)).toString('utf8').trim().split('\n');
    const times = lines.map((line) => Date.parse(JSON.parse(line).at)).sort((one, other) => one - other);
    spans.push({ from: new Date(times[0] ?? 0), until: new Date(times.at(-1) ?? 0) });
  }
  return spans;
}

/** The rows of windows that hold a record and lie at least partly in one of some spans, one after the other. */
async function* rowsOf(
  { warehouse }: FreshWarehouse,
  detector: Detector,
  { everyHours, spanHours }: Pick<Detector, 'everyHours' | 'spanHours'>,
  spans: readonly Window[] = [year],
) {
  const hours = await warehouse.ask(arrivals, year);
  const records = recordsByHour(hours);
  const [first, last] = [hours[0]?.hour, hours.at(-1)?.hour];
  if (first === undefined || last === undefined) throw new RangeError('rowsOf requires usage');
  const end = new Date(last.getTime() + (spanHours + everyHours) * HOUR);
  for (const window of windowsBetween(first, end, everyHours, spanHours)) {
    const isIn = spans.some(({ from, until }) => window.from <= until && window.until >= from);
    if (isIn && recordsIn(window, records) > 0) yield await warehouse.ask(detector, { ...window });
  }
}

/** Side by side each record is judged once; at least days, for hours of many days are asked one by one for minutes. */
function sideBySide({ spanHours }: Detector) {
  const hours = Math.max(spanHours, 24);
  return { everyHours: hours, spanHours: hours };
}

/** The rows of windows of its stories up to the first in which something is found. */
async function rowsUntilFound(fresh: FreshWarehouse, detector: Detector): Promise<unknown[][]> {
  const windows: unknown[][] = [];
  const spans = await whenTold(detector);
  // Side by side they are fewest, but some cases fall between two of them.
  for (const schedule of [sideBySide(detector), detector]) {
    for await (const rows of rowsOf(fresh, detector, schedule, spans)) {
      windows.push(rows);
      if (detector.judge(rows).length > 0) return windows;
    }
  }
  return windows;
}

describe('the catalogue', () => {
  it('names every detector once, in the order of their names', () => {
    const names = catalogue.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
  });

  let empty: FreshWarehouse;
  let stories: FreshWarehouse;
  let calm: FreshWarehouse;
  beforeAll(async () => {
    [empty, stories, calm] = await Promise.all([freshWarehouse(), told('stories'), told('calm')]);
  });
  afterAll(() => Promise.all([empty, stories, calm].map((fresh) => fresh?.close())));

  describe.each(catalogue)('$name', (detector) => {
    const sql = () => readFile(detector.sql, 'utf8');
    let asked: Promise<unknown[][]> | undefined;
    /** Asked once for both laws about findings. */
    const rowsOfStories = () => {
      asked ??= rowsUntilFound(stories, detector);
      return asked;
    };

    it('bears one name in code, folder and question', () => {
      expect(detector.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(fileURLToPath(detector.sql)).toMatch(new RegExp(`/libs/detect/${detector.name}/${detector.name}\\.sql$`));
    });

    it('says in a sentence each what it catches, misses and mistakes', () => {
      const { catches, misses, mistakes } = detector;
      for (const sentence of [catches, misses, mistakes]) expect(sentence).toMatch(/^[A-Z].{20,400}\.$/);
    });

    it('is scheduled so that no instant lies between two windows', () => {
      expect(detector.spanHours).toBeGreaterThanOrEqual(detector.everyHours);
      expect(
        [detector.version, detector.everyHours, detector.spanHours].every((n) => Number.isInteger(n) && n > 0),
      ).toBe(true);
    });

    it('opens its question with what it asks, of which grain and window, at what cost', async () => {
      expect(await sql()).toMatch(
        /^-- .+\?\n--\n-- grain {3}.+\n(-- {9}.+\n)*-- window {2}.+\n(-- {9}.+\n)*-- cost {4}.+\n/,
      );
    });

    it('takes a window and nothing else', async () => {
      const names = [...(await sql()).matchAll(/\{(\w+)\s*:\s*([^}]+)\}/g)].map(([, name, type]) => `${name} ${type}`);
      expect(new Set(names)).toEqual(new Set(["from DateTime64(3, 'UTC')", "until DateTime64(3, 'UTC')"]));
    });

    it('returns only columns that JSON carries exactly', async () => {
      const { owner, database } = empty;
      const address = new URL(owner.url);
      const parameters = { param_from: '1767225600', param_until: '1767312000' };
      address.search = String(new URLSearchParams({ database, ...parameters, default_format: 'JSONEachRow' }));
      const authorization = `Basic ${Buffer.from(`${owner.username}:${owner.password}`).toString('base64')}`;
      const body = `DESCRIBE (${await sql()})`;
      const answer = await fetch(address, { method: 'POST', headers: { authorization }, body });
      const text = await answer.text();
      expect(answer.status, text).toBe(200);
      const columns = text
        .trim()
        .split('\n')
        .map((line): { name: string; type: string } => JSON.parse(line));
      expect(columns.length).toBeGreaterThan(0);
      expect(columns.filter(({ type }) => /Int(64|128|256)|Decimal|Float16|FixedString/.test(type))).toEqual([]);
    });

    it('finds nothing in an empty warehouse', async () => {
      expect(detector.judge(await empty.warehouse.ask(detector, year))).toEqual([]);
    });

    it(
      'finds something in a story told of it, and the same whatever order its rows come in',
      async () => {
        const windows = await rowsOfStories();
        const findings = windows.map((rows) => detector.judge(rows));
        expect(findings.flat()).not.toEqual([]);
        expect(windows.map((rows) => detector.judge([...rows].reverse()))).toEqual(findings);
      },
      PATIENCE,
    );

    it(
      'shows at most 50 records of a finding, each by its pseudonym, and numbers that are numbers, each with a unit',
      async () => {
        for (const rows of await rowsOfStories()) {
          for (const { evidence, numbers, score, category = detector.category } of detector.judge(rows)) {
            expect([detector.category, ...(detector.otherCategories ?? [])]).toContain(category);
            expect(evidence.length).toBeLessThanOrEqual(50);
            expect(evidence.every((record) => /^[0-9a-f]{32}$/.test(record))).toBe(true);
            expect([score, ...Object.values(numbers)].every(Number.isFinite)).toBe(true);
            expect(Object.keys(detector.measures ?? {})).toEqual(
              expect.arrayContaining([...Object.keys(numbers), 'score']),
            );
          }
        }
      },
      PATIENCE,
    );

    it(
      'is silent on calm traffic',
      async () => {
        for await (const rows of rowsOf(calm, detector, sideBySide(detector))) {
          expect(detector.judge(rows).map(({ because }) => because)).toEqual([]);
        }
        if (detector.judges === 'span') expect(detector.judge(await calm.warehouse.ask(detector, year))).toEqual([]);
      },
      PATIENCE,
    );
  });
});
