import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDirectory } from '../../test/support/fresh-directory.js';
import { type RunningService, startService } from '../../test/support/run-service.js';
import { runUsewatch } from '../../test/support/run-usewatch.js';

let directory = '';
let service: RunningService;
beforeAll(async () => {
  directory = await freshDirectory();
  // Commands join its stores, which is faster than to start their own each time.
  service = startService(directory);
  await service.answers;
  const log = join(directory, 'usage.ndjson');
  const record = { source: 'gateway', at: '2026-08-01T00:00:00Z', account: 'acme' };
  const lines = [{ id: '1' }, { id: '2', colour: 'CANARY' }, { id: '3', colour: 'CANARY' }, { id: '4', status: -1 }];
  await writeFile(log, lines.map((line) => JSON.stringify({ ...record, ...line })).join('\n'));
  expect(await runUsewatch(directory, ['load', log])).toMatchObject({ code: 1 });
});
afterAll(async () => {
  service.child.kill('SIGTERM');
  await service.ended;
  await rm(directory, { recursive: true, force: true });
});

const quarantine = (...words: string[]) => runUsewatch(directory, ['quarantine', ...words]);

describe('usewatch quarantine', () => {
  it('counts by reason and field, and lists lines without a value', async () => {
    const { code, out } = await quarantine();
    expect([code, out]).toEqual([0, expect.stringMatching(/unknown_field +colour +error +2 +0\n/)]);
    expect(out).toMatch(/out_of_range +status +error +1 +0\n/);
    expect(out).toMatch(/[0-9a-f]{32} +2 .*waits.*colour:string:8/);
    expect(out).not.toContain('CANARY');
  });

  it('says what is wrong with one line, and what to do', async () => {
    const { lines } = JSON.parse((await quarantine('--reason', 'out_of_range', '--json')).out);
    expect(lines).toHaveLength(1);
    const shown = await quarantine('show', lines[0].segment, '4');
    expect(shown.out).toMatch(/line 4 of segment [0-9a-f]{32}: out_of_range \(status\)\n.*\nCheck the unit/);
    expect(shown.out).toMatch(/status +number +2\n/);
    expect(await quarantine('show', lines[0].segment, '1')).toMatchObject({ code: 1 });
  });

  it('drives lines again with exact books, and settles those it took', async () => {
    const { code, out } = await quarantine('redrive', '--reason', 'unknown_field', '--json');
    expect([code, out && JSON.parse(out)]).toEqual([
      0,
      { redriven: 2, received: 2, stored: 0, duplicate: 0, quarantined: 2, dropped: 0 },
    ]);
    expect((await quarantine()).out).toMatch(/unknown_field +colour +error +4 +2\n/);
  });

  it('discards only when told so, and keeps the counts', async () => {
    expect((await quarantine('discard')).err).toMatch(/3 sealed lines would be deleted for good; give --yes/);
    expect((await quarantine('discard', '--yes')).out).toBe('3 lines discarded\n');
    expect((await quarantine('discard', '--yes')).out).toBe('0 lines discarded\n');
    const { counts } = JSON.parse((await quarantine('--json')).out);
    expect(counts).toEqual([
      { reason: 'unknown_field', field: 'colour', lines: 4, settled: 4 },
      { reason: 'out_of_range', field: 'status', lines: 1, settled: 1 },
    ]);
  });

  it('never drives lines again that speak for a foreign source', async () => {
    expect((await quarantine('redrive', '--reason', 'foreign_source')).err).toMatch(/nobody would vouch for them/);
  });
});
