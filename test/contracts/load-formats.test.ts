import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportedTelemetry } from '../support/exported-telemetry.js';
import { freshDirectory } from '../support/fresh-directory.js';
import { runUsewatch } from '../support/run-usewatch.js';

const golden = (path: string) => new URL(`../../libs/ingest/formats/${path}`, import.meta.url);
const { traces, logs } = exportedTelemetry();

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usewatch-formats-'));
  await freshDirectory(join(folder, 'data'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Loads files into an installation of their own kind and tells their books one by one. */
async function load(words: readonly string[], ...bodies: Buffer[]) {
  const files = bodies.map((_, nth) => join(folder, `${words[1]}-${nth}.log`));
  await Promise.all(bodies.map((body, nth) => writeFile(files[nth] as string, body)));
  const { code, out, err } = await runUsewatch(join(folder, 'data'), ['load', '--json', ...words, ...files]);
  return {
    code,
    err,
    books: out
      .trimEnd()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

/** Lines of a kind that is not stored, whatever it is called. */
const refused = ({ quarantined, dropped }: { quarantined: number; dropped: number }) => quarantined + dropped;

describe('usewatch load --format', () => {
  it('takes OTLP traces in protobuf, in JSON, and one body to a line, each call once', async () => {
    // As the collector writes: one body a line; a broken and a foreign one stand among them.
    const lines = Buffer.from(`${traces.json}\n{"resourceSpans":[\n{"resourceSpans":7}\n${traces.json}\n`);
    const { books, code } = await load(
      ['--format', 'otlp-traces', '--source', 'gw'],
      traces.protobuf,
      traces.json,
      lines,
    );
    expect(code).toBe(1);
    expect(books.map(({ received, stored, duplicate, ignored }) => [received, stored, duplicate, ignored])).toEqual([
      [7, 5, 0, 3],
      [7, 0, 5, 3],
      [16, 0, 10, 6],
    ]);
    expect(books.map(refused)).toEqual([2, 2, 6]);
  });

  it('takes OTLP logs, LiteLLM payloads and spend logs, and CloudEvents', async () => {
    const modes = JSON.parse(await readFile(golden('cloudevents/golden/modes.json'), 'utf8'));
    const all = [
      await load(['--format', 'otlp-logs', '--source', 'gw-logs'], logs.protobuf),
      await load(['--format', 'litellm', '--source', 'proxy'], await readFile(golden('litellm/golden/payloads.json'))),
      await load(
        ['--format', 'litellm-spend', '--source', 'proxy-table'],
        await readFile(golden('litellm/golden/spend-logs.json')),
      ),
      await load(
        ['--format', 'cloudevents', '--source', '/gateways/eu-1'],
        Buffer.from(modes.structured.body),
        Buffer.from(modes.batch.body),
      ),
    ];
    expect(all.map(({ code }) => code)).toEqual([1, 1, 0, 0]);
    expect(all[0]?.err).toMatch(/1 line refused.*\n {2}record \d: unmapped \(id\)\./);
    const told = all
      .flatMap(({ books }) => books)
      .map((found) => [found.received, found.stored, found.duplicate, refused(found)]);
    expect(told).toEqual([
      [3, 2, 0, 1],
      [5, 3, 0, 2],
      [3, 3, 0, 0],
      [1, 1, 0, 0],
      [2, 0, 2, 0],
    ]);
  }, 300_000);

  it('maps as the operator says', async () => {
    const mapping = join(folder, 'mapping.json');
    await writeFile(mapping, '{"account":["span:user.id"]}');
    const words = ['--format', 'otlp-traces', '--source', 'mapped', '--mapping', mapping];
    const { books } = await load(words, gzipSync(traces.json).subarray(0, 0), traces.json);
    expect(books[1]).toMatchObject({ received: 7, stored: 3 });
  });

  it.each([
    [
      ['--format', 'otlp'],
      'there is no format otlp; there are usage, otlp-traces, otlp-logs, litellm, litellm-spend, cloudevents',
    ],
    [['--format', 'litellm'], '--format litellm needs --source NAME: the gateway or log that its records come from'],
    [['--source', 'x'], 'usage records name their source themselves; leave --source out'],
    [
      ['--format', 'litellm', '--mapping', 'm'],
      '--mapping is for otlp-traces and otlp-logs, not for litellm; leave it out',
    ],
    [
      ['--format', 'otlp-logs', '--source', 's', '--mapping', 'nowhere'],
      'the mapping nowhere cannot be read (ENOENT); check the path',
    ],
  ])('%j ends with: %s', async (words, message) => {
    const { code, err } = await load([...words], Buffer.from('{}\n'));
    expect([code, err.trim()]).toEqual([1, message]);
  });

  it('says what is wrong with a file that is no such log', async () => {
    const { code, err, books } = await load(['--format', 'litellm', '--source', 's'], Buffer.from('[{"id":"a"},'));
    expect([code, books]).toEqual([1, [expect.objectContaining({ received: 0 })]]);
    expect(err).toMatch(/is no log in the format litellm: a value is missing before the end of the body at byte 12/);
  });
});
