import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runUsewatch } from '../../test/support/run-usewatch.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usewatch-evaluate-series-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function evaluate(series: string, windows?: string, ...words: string[]) {
  await rm(join(folder, 'windows.csv'), { force: true });
  await writeFile(join(folder, 'series.csv.gz'), gzipSync(series));
  if (windows !== undefined) await writeFile(join(folder, 'windows.csv'), windows);
  const { code, out, err } = await runUsewatch(join(folder, 'none'), ['evaluate', folder, '--json', ...words]);
  const lines = out.split('\n').filter((line) => line !== '');
  return { code, err, lines: lines.map((line) => ({ ...JSON.parse(line), data: '', seconds: 0 })) };
}

/** A fortnight of one count every ten minutes, and of another in one half hour of the last day. */
const fortnight = Array.from({ length: 2_016 }, (_, ten) => (ten >= 1_900 && ten < 1_903 ? 900 : 40));

describe('usewatch evaluate on series', () => {
  it('finds what is planted into the rates of clients, at either point and the same each time', async () => {
    const rates = ['a', 'b'].flatMap((name) => fortnight.map((calls, ten) => `${name},${ten * 600},${calls}`));
    const csv = ['client,second,requests', ...rates].join('\n');
    const first = await evaluate(csv);
    const line = { detector: 'usage-spike', data: '', alarms_per_client_day: 0.1429, seconds: 0 };
    expect(first).toEqual({
      code: 0,
      err: '',
      lines: [
        { ...line, point: 'report', recall_x3: expect.any(Number), recall_x10: expect.any(Number) },
        { ...line, point: 'act', recall_x3: expect.any(Number), recall_x10: expect.any(Number) },
      ],
    });
    expect(first.lines[0].recall_x10).toBeGreaterThan(0.8);
    expect(await evaluate(csv)).toEqual(first);
  });

  it('scores alarms on known events at the stricter point', async () => {
    const start = Date.parse('2026-03-01T00:00:00Z');
    const at = (ten: number) => new Date(start + ten * 600_000).toISOString();
    const csv = ['series,at,value', ...fortnight.map((value, ten) => `a,${at(ten)},${value}`)].join('\n');
    const { lines } = await evaluate(csv, `series,from,until\na,${at(1_890)},${at(1_910)}\n`);
    const scores = { precision: 1, recall: 1, event_f1: 1 };
    expect(lines).toEqual([{ detector: 'usage-spike', data: '', point: 'act', ...scores, seconds: 0 }]);
  });

  it('leaves out clients that are too short and windows of series that are not there, and says so', async () => {
    const rates = fortnight.map((calls, ten) => `${calls},"a",x,${ten * 600}`);
    const csv = ['requests,client,note,second', ...rates, '1,b,x,0'].join('\r\n');
    const clients = await evaluate(csv);
    expect(clients.err).toMatch(
      /series.csv.gz: 1 of 2 clients have less than 1200 .+ such as b with 1; they are left out/,
    );
    expect(clients.lines).toMatchObject([{ alarms_per_client_day: 0.1429 }, { alarms_per_client_day: 0.1429 }]);
    const day = '2026-03-01T00:00:00Z';
    const events = await evaluate(
      `series,at,value\na,${day},1\n`,
      `series,from,until\nb,${day},${day}\na,${day},${day}\n`,
    );
    expect(events.err).toMatch(/windows.csv: 1 of 2 windows are of series that series.csv does not hold, such as b/);
    expect(events.code).toBe(0);
  });

  it.each([
    ['client,second,requests\na,0,x\n', undefined, [], /a number from 0 on as requests on line 2, got 'x'/],
    [
      'client,second,requests\na,0,1\n',
      undefined,
      [],
      /1 of 1 clients have less than 1200 times ten minutes, such as a with 1; none is left/,
    ],
    ['series,at,value\na,2026-03-01T00:00:00Z,1\n', undefined, [], /windows.csv is missing/],
    ['client,second,requests\na,0,1\n', undefined, ['--detector', 'spam-campaign'], /usage-spike alone/],
  ])('says what does not fit: %j', async (series, windows, words, message) => {
    const { code, err } = await evaluate(series, windows, ...words);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });
});
