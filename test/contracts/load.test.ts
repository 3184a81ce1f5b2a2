import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '#platform/config';
import { openInstallation } from '#platform/open-installation';
import { freshDirectory } from '../support/fresh-directory.js';
import { runUsewatch, startUsewatch } from '../support/run-usewatch.js';

/** Lines of the log that is killed: three segments. */
const LINES = 120_000;

let folder = '';
let log = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usewatch-load-'));
  // One that is killed sets itself up as well; the others need not.
  for (const name of ['calm', 'refusals', 'faults']) await freshDirectory(join(folder, name));
  log = join(folder, 'usage.ndjson.gz');
  const lines = Array.from({ length: LINES }, (_, n) => {
    const at = new Date(Date.UTC(2026, 7, 1) + n * 1_000).toISOString();
    // Every hundredth line repeats an id with another body, every thousandth is no record.
    if (n % 1_000 === 999) return `{"source":"gateway","id":"${n}"`;
    const id = n % 100 === 99 ? n - 1 : n;
    const prompt = n % 10 === 0 ? `,"prompt":"tell me about topic ${n} in a few friendly words please"` : '';
    return `{"source":"gateway","id":"${id}","at":"${at}","account":"account ${n % 400}","status":${n % 7 === 0 ? 429 : 200}${prompt}}`;
  });
  await writeFile(log, gzipSync(lines.join('\n'), { level: 1 }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every row of every table that a load writes, told by its number and by a sum over its contents. */
async function contents(directory: string): Promise<unknown> {
  const installation = await openInstallation(parseConfig({ USEWATCH_DATA_DIR: directory }), false, () => undefined);
  try {
    return await installation.warehouse.ask({
      sql: new URL('../support/contents.sql', import.meta.url),
      row: z.record(z.string(), z.union([z.string(), z.number()])),
    });
  } finally {
    await installation.close();
  }
}

describe('usewatch load', () => {
  it('ends with the same books and the same rows however often it was killed', async () => {
    const [calm, hunted] = [join(folder, 'calm'), join(folder, 'hunted')];
    const undisturbed = await runUsewatch(calm, ['load', log, '--json']);
    expect(undisturbed.code).toBe(1);
    expect(undisturbed.err).toMatch(/1,200 lines refused.*\n {2}line 1000: not_json\..*\n {2}line 2000: not_json/);
    expect(JSON.parse(undisturbed.out)).toMatchObject({
      received: LINES,
      duplicate: 1_080,
      quarantined: 120,
      dropped: 0,
    });

    // From before the stores run to the middle of the last segment; later than the end does no harm.
    for (const after of [900, 1_600, 2_600, 3_200]) {
      const { child, ended } = startUsewatch(hunted, ['load', log, '--json']);
      await pause(after);
      child.kill('SIGKILL');
      const { code } = await ended;
      if (code !== null) break;
    }
    const finished = await runUsewatch(hunted, ['load', log, '--json']);
    expect(finished, finished.err).toMatchObject({ code: 1, err: expect.stringContaining('lines refused') });
    const books = JSON.parse(finished.out);
    // Should one of the hunted runs have come to its end, the last one is a second load of everything.
    if (books.stored > 0) expect(books).toEqual(JSON.parse(undisturbed.out));
    expect(await contents(hunted)).toEqual(await contents(calm).then((rows) => rows));
  }, 180_000);

  it('says of refused lines where they stand, what is wrong and what to do, and stores the others', async () => {
    const file = join(folder, 'refused.ndjson');
    const line = (fields: object) =>
      JSON.stringify({ source: 'refused', at: '2026-08-01T00:00:00Z', account: 'a', ...fields });
    const lines = [
      line({ id: '1' }),
      '{"source":"refused","id":',
      line({ id: '2', status: 'ok' }),
      line({ id: '3', at: '2099-01-01T00:00:00Z' }),
      line({ id: '1', model: 'another' }),
      line({ id: '1' }),
      ...Array.from({ length: 4 }, (_, n) => line({ id: `colour ${n}`, colour: 'CANARY' })),
      line({ id: '4' }),
    ];
    await writeFile(file, lines.join('\n'));
    const { code, out, err } = await runUsewatch(join(folder, 'refusals'), ['load', file]);
    expect([code, out]).toEqual([1, expect.stringMatching(/11 received = 2 stored \+ 2 duplicate \+ 7 quarantined/)]);
    expect(err).toContain(
      [
        `${file}: 8 lines refused, everything else is stored:`,
        '  line 2: not_json. The line is not one JSON object in UTF-8. Write one object a line: no byte order mark, no lone surrogates, no integer beyond 64 bits, at most 1,024 levels.',
        '  line 3: wrong_type (status). The field holds another type than it should. Write numbers and booleans without quotes, texts with them, lists as arrays of texts.',
        '  line 4: future (at). The call starts later than the clock allows. Set the clock of the gateway; some lead is allowed, an hour unless the operator says otherwise.',
        ...[7, 8].map(
          (n) =>
            `  line ${n}: unknown_field (colour). The field is not part of a usage record. Spell it as the field list does, leave it out, or keep it as a label: x_ and at most 126 more bytes.`,
        ),
        '  and 2 lines more in quarantine',
        '  1 line: conflict. Another record with this source and id was stored before; the first one stands. Make ids unique within their source.',
        '  see them all: usewatch quarantine',
      ].join('\n'),
    );
    expect(err).not.toContain('CANARY');
  });

  it('ends well where lines are only repeated, or of callers nobody knows', async () => {
    const file = join(folder, 'repeated.ndjson');
    const line = '{"source":"repeated","id":"1","at":"2026-08-01T00:00:00Z","account":"a"}';
    const unknown = '{"source":"repeated","id":"2","at":"2026-08-01T00:00:00Z","status":401}';
    await writeFile(file, [line, line, unknown].join('\n'));
    const { code, out, err } = await runUsewatch(join(folder, 'refusals'), ['load', file, '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([0, { stored: 1, duplicate: 1, dropped: 1 }]);
    expect(err).not.toMatch(/refused/);
  });

  it('says what is wrong, does the rest, and ends with an exit code that is not 0', async () => {
    const directory = join(folder, 'faults');
    const good = join(folder, 'good.ndjson');
    await writeFile(good, '{"source":"s","id":"1","at":"2026-08-01T00:00:00Z","account":"a"}\n');
    const cutOff = join(folder, 'cut.gz');
    const whole = gzipSync(
      Array.from(
        { length: 3_000 },
        (_, n) => `{"source":"c","id":"${n}","at":"2026-08-01T00:00:00Z","account":"${Math.sin(n)}"}`,
      ).join('\n'),
    );
    await writeFile(cutOff, whole.subarray(0, whole.length - 100));
    const { code, out, err } = await runUsewatch(directory, [
      'load',
      join(folder, 'none'),
      folder,
      '/dev/null',
      cutOff,
      good,
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/none does not exist; check the path/);
    expect(err).toMatch(/is a folder; name the files in it/);
    expect(err).toMatch(/\/dev\/null holds no line/);
    expect(err).toMatch(/cut\.gz is cut off or damaged .*load it once more/);
    expect(out).toMatch(/good\.ndjson: 1 received = 1 stored/);
    expect(Number(/cut\.gz: ([\d,]+) received/.exec(out)?.[1]?.replace(',', ''))).toBeGreaterThan(2_000);
  });

  // At once: a store that does not answer is waited for.
  it.concurrent.each([
    [
      'an unreachable ClickHouse',
      { CLICKHOUSE_URL: 'http://127.0.0.1:9' },
      /127\.0\.0\.1:9 does not answer.*CLICKHOUSE_URL/,
    ],
    [
      'an unreachable PostgreSQL',
      { DATABASE_URL: 'postgres://u:secret@127.0.0.1:9/x' },
      /127\.0\.0\.1:9.*DATABASE_URL/,
    ],
    ['settings out of bounds', { USEWATCH_PORT: '99999' }, /USEWATCH_PORT/],
    [
      'a data directory that is a file',
      { USEWATCH_DATA_DIR: '/dev/null' },
      /\/dev\/null cannot be written.*USEWATCH_DATA_DIR/,
    ],
  ])('is refused with a word on what to do: %s', async (name, environment, message) => {
    const { code, err } = await runUsewatch(
      await freshDirectory(join(folder, name)),
      ['load', log],
      environment as unknown as Record<string, string>,
    );
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/secret|at .*\.js:\d+/);
  });
});
