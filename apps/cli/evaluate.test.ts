import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runUsewatch } from '../../test/support/run-usewatch.js';

/** Templates; each is sent by three accounts. */
const TEMPLATES = 300;

/** Words of a text, and every how many one is the sender's own: so unlike that chance decides which copies meet. */
const WORDS = 40;
const OWN_EVERY = 6;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usewatch-evaluate-test-'));
  const lines = Array.from({ length: TEMPLATES * 3 }, (_, n) => {
    const [template, sender] = [Math.floor(n / 3), n % 3];
    const completion = Array.from({ length: WORDS }, (_, place) =>
      place % OWN_EVERY === 0 ? letters(`own ${template} ${sender} ${place}`) : letters(`shared ${template} ${place}`),
    ).join(' ');
    const at = new Date(Date.UTC(2026, 7, 1) + n * 60_000).toISOString();
    return JSON.stringify({ source: 's', id: `${n}`, at, account: `account ${n}`, completion });
  });
  await writeFile(join(folder, 'records.ndjson.gz'), gzipSync(lines.join('\n')));
  await writeFile(join(folder, 'truth.csv'), 'account,label\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A made-up word of seven letters; digits would be masked, and so would long words. */
function letters(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex').slice(0, 7);
  return hex.replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] as string);
}

describe('usewatch evaluate', () => {
  it('scores the same data the same each time, chance and all', async () => {
    const score = async () => {
      const words = ['evaluate', folder, '--detector', 'spam-campaign', '--json'];
      const { code, out, err } = await runUsewatch(join(folder, 'none'), words);
      expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
      return out
        .trim()
        .split('\n')
        .map((line) => ({ ...JSON.parse(line), seconds: 0 }));
    };
    const first = await score();
    expect(first).toMatchObject([{ point: 'report' }, { point: 'act' }]);
    expect(first[0].findings).toBeGreaterThan(0);
    expect(first[0].findings).toBeLessThan(TEMPLATES);
    // Other names, another order and no packing are the same data.
    const lines = gunzipSync(await readFile(join(folder, 'records.ndjson.gz')))
      .toString()
      .split('\n');
    await writeFile(join(folder, 'records.ndjson'), lines.reverse().join('\r\n'));
    await rm(join(folder, 'records.ndjson.gz'));
    await rm(join(folder, 'truth.csv'));
    expect(await score()).toEqual(first);
  }, 240_000);

  it.each([
    [{}, /holds neither records.ndjson nor series.csv/],
    [{ 'records.ndjson': '', 'truth.csv': 'account,label\n' }, /records.ndjson holds no line/],
    [{ 'records.ndjson': '{"source":"s"}\n' }, /none of its 1 lines is a usage record that counts: 1 × /],
    [
      { 'records.ndjson': '', 'truth.csv': 'account\na\n' },
      /truth.csv: readTruth requires the columns .+, got account/,
    ],
    [{ 'records.ndjson': '', 'truth.csv': '', 'truth.csv.gz': '' }, /truth.csv and .+truth.csv.gz are both there/],
  ])('says which file does not fit, and how: %j', async (files, message) => {
    const place = await mkdtemp(join(folder, 'bad-'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(place, name), text);
    const { code, out, err } = await runUsewatch(join(folder, 'none'), ['evaluate', place]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^ {4}at /m);
  });
});
