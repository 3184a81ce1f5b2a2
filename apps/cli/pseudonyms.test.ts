import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDirectory } from '../../test/support/fresh-directory.js';
import { startService } from '../../test/support/run-service.js';
import { runUsewatch } from '../../test/support/run-usewatch.js';

let directory = '';
beforeAll(async () => {
  directory = await freshDirectory();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const pseudonyms = (...words: string[]) => runUsewatch(directory, ['pseudonyms', ...words]);
const file = () => join(directory, 'secrets.json');
const secrets = async () => JSON.parse(await readFile(file(), 'utf8'));

describe('usewatch pseudonyms', () => {
  it('says since when the key serves, and that no other is linked', async () => {
    expect((await pseudonyms()).out).toMatch(/^current key: since 20\S+Z\nprevious key: none is linked\n$/);
  });

  it('refuses an overlap that is none', async () => {
    for (const days of ['0', '401', 'x', '-1']) {
      const { code, err } = await pseudonyms('rotate', '--overlap-days', days);
      expect([code, err]).toEqual([1, expect.stringMatching(/from 1 to 400/)]);
    }
  });

  it('refuses to rotate under a running service, names it, and touches nothing', async () => {
    const before = await readFile(file(), 'utf8');
    const service = startService(directory);
    try {
      const url = await service.answers;
      const { code, err } = await pseudonyms('rotate', '--overlap-days', '30');
      expect([code, err]).toEqual([1, expect.stringContaining(`(process ${service.pid}, ${url})`)]);
      expect(err).toMatch(/stop it, rotate, and start it again/);
      expect(await readFile(file(), 'utf8')).toBe(before);
    } finally {
      service.child.kill('SIGTERM');
      await service.ended;
    }
  });

  it('puts a new key in place of the current one, 0600, and keeps every other', async () => {
    const before = await secrets();
    const { code, out } = await pseudonyms('rotate', '--overlap-days', '30');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/previous key: linked until 20.*\n.*entered before .* add those again/),
    ]);
    const after = await secrets();
    expect(after.pseudonymKey).not.toBe(before.pseudonymKey);
    expect(after.previousPseudonym.key).toBe(before.pseudonymKey);
    const { pseudonymKey, pseudonymSince, previousPseudonym, ...others } = after;
    expect(before).toMatchObject(others);
    const overlap = Date.parse(previousPseudonym.until) - Date.parse(pseudonymSince);
    expect(overlap).toBe(30 * 86_400_000);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('refuses a second overlap while one is under way, and takes it once that is over', async () => {
    const { code, err } = await pseudonyms('rotate', '--overlap-days', '30');
    expect([code, err]).toEqual([1, expect.stringMatching(/overlap is under way until/)]);
    const held = await secrets();
    held.previousPseudonym.until = '2020-01-01T00:00:00.000Z';
    await writeFile(file(), JSON.stringify(held), { mode: 0o600 });
    expect((await pseudonyms()).out).toMatch(/none is linked/);
    expect(await secrets()).not.toHaveProperty('previousPseudonym');
    expect(await pseudonyms('rotate', '--overlap-days', '1')).toMatchObject({ code: 0 });
  });
});
