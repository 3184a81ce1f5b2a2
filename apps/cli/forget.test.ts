import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDirectory } from '../../test/support/fresh-directory.js';
import { type RunningService, startService } from '../../test/support/run-service.js';
import { runUsewatch } from '../../test/support/run-usewatch.js';

let directory = '';
let log = '';
let service: RunningService;
beforeAll(async () => {
  directory = await freshDirectory();
  service = startService(directory);
  await service.answers;
  log = join(directory, 'usage.ndjson');
  const record = { source: 'gateway', at: '2026-08-01T00:00:00Z', key: 'k' };
  const lines = ['ann', 'ann', 'bob'].map((account, id) => JSON.stringify({ ...record, id: String(id), account }));
  await writeFile(log, lines.join('\n'));
  expect(await runUsewatch(directory, ['load', log])).toMatchObject({ code: 0 });
});
afterAll(async () => {
  service.child.kill('SIGTERM');
  await service.ended;
  await rm(directory, { recursive: true, force: true });
});

const usewatch = (...words: string[]) => runUsewatch(directory, words);

/** Lays a piece into the folder of damage. */
async function damage(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(directory, 'spool', 'damaged', `${name}.ndjson`);
  await mkdir(join(directory, 'spool', 'damaged'), { recursive: true });
  await writeFile(path, lines.join('\n'));
  return path;
}

describe('usewatch forget', () => {
  it('says when nothing is kept of an account, and leaves no receipt', async () => {
    const { code, err } = await usewatch('forget', 'nobody');
    expect([code, err]).toEqual([1, expect.stringMatching(/nothing is kept of the account nobody/)]);
    expect((await usewatch('forget', '--list', '--json')).out).toBe('');
  });

  it('prints a receipt that says what went, who did it and what stays, and names no original', async () => {
    const { code, out } = await usewatch('forget', 'ann', '--reason', 'request 7');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^receipt [0-9a-f-]{36}: the account [0-9a-f]{32} is forgotten/),
    ]);
    expect(out).toContain(`by user ${userInfo().username}: request 7`);
    expect(out).toMatch(/usewatch\.usage +2\n/);
    expect(out).toMatch(/what stays:\n +hashes of source and id/);
    expect(out).not.toMatch(/\bann\b/);
  });

  it('keeps the receipt, and counts the same log as duplicates when it is loaded again', async () => {
    const [receipt] = (await usewatch('forget', '--list', '--json')).out.split('\n');
    expect(JSON.parse(receipt ?? '')).toMatchObject({
      kind: 'account',
      reason: 'request 7',
      removed: { 'usewatch.usage': 2 },
    });
    expect((await usewatch('load', log)).out).toMatch(/3 received = 0 stored \+ 3 duplicate/);
    expect((await usewatch('forget', 'ann')).err).toMatch(/any more: receipt [0-9a-f-]{36}/);
  });

  it('takes the readable lines of an account out of damaged pieces, and claims nothing of the others', async () => {
    const line = (account: string) =>
      JSON.stringify({ source: 'gateway', id: 'x', at: '2026-08-01T00:00:00Z', account });
    const piece = await damage(
      'batches-1-0',
      line('zoe'),
      line('bob'),
      '{"account":"z\u0000',
      '!unmapped usage {"user":"zoe"}',
    );
    await damage('batches-2-0', line('zoe'));
    const { out } = await usewatch('forget', 'zoe');
    expect(out).toMatch(/spool\/damaged +2\n/);
    expect(out).toMatch(/what may stay: .*damaged \(1 damaged files\): 2 lines there cannot be read/);
    expect(await readFile(piece, 'utf8')).not.toContain('"account":"zoe"');
    expect(await readFile(piece, 'utf8')).toContain(line('bob'));
    expect(await readdir(join(directory, 'spool', 'damaged'))).toEqual(['batches-1-0.ndjson']);
    expect((await usewatch('forget', '--list')).out).toMatch(/ 2 +see --json/);
    const { err } = await usewatch('forget', 'nobody');
    expect(err).toMatch(/nothing is kept of the account nobody; .*\nbut see .*damaged/);
    await rm(piece);
  });

  it('says when a segment that was received before still waits to be stored', async () => {
    const left = join(directory, 'spool', `${'ab'.repeat(16)}.ndjson`);
    await writeFile(left, '');
    const { err } = await usewatch('forget', 'nobody');
    expect(err).toMatch(/but see .* \(1 segments that wait to be stored\): give the same command again/);
    await rm(left);
  });
});
