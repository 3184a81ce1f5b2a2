import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
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
    expect(await score()).toEqual(first);
  }, 240_000);
});
