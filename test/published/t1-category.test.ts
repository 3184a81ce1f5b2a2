import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fraction } from '#disclosure/fraction';
import { storedNoisyCount } from '#disclosure/noisy-count';
import type { MeasuredRelease } from '#publish/measured-release';
import { lastCompleteQuarter } from '#publish/quarter';
import { releaseFiles } from '#publish/release-files';
import { t1Category } from '#publish/t1-category/t1-category';

/** Below zero, around zero, on both sides of the threshold 39, on both sides of a rounding step, and large. */
const MEASUREMENTS = ['164', '-3', '0', '38', '39', '42', '43', '7', '-19', '12', '1', '5', '212', '-1', '100007'];

const release = (demo: boolean, measurements = MEASUREMENTS): MeasuredRelease => ({
  quarter: lastCompleteQuarter(new Date('2026-10-05T00:00:00Z')),
  version: demo ? 'DEMO-0.1.0' : '0.1.0',
  demo,
  specHash: '5'.repeat(64),
  spentThisYear: fraction(3n, 40n),
  tables: [{ table: t1Category, measurements: measurements.map(storedNoisyCount) }],
});
const textOf = (files: ReturnType<typeof releaseFiles>, path: string) =>
  files.find((file) => file.path === path)?.bytes.toString('utf8') ?? '';

describe('the published table of policy categories', () => {
  it.each(releaseFiles(release(true)).map(({ path, bytes }) => [path, bytes] as const))(
    '%s is as reviewed',
    async (path, bytes) => {
      const golden = new URL(`./t1-category/${path}`, import.meta.url);
      if (process.env.GOLDEN === 'write') {
        await mkdir(dirname(golden.pathname), { recursive: true });
        await writeFile(golden, bytes);
      }
      expect(bytes.toString('utf8')).toBe(await readFile(golden, 'utf8'));
    },
  );

  it('shows every category, whatever was measured', () => {
    for (const measurement of ['-40', '0', '500']) {
      const files = releaseFiles(release(false, Array(15).fill(measurement)));
      const rows = textOf(files, 'tables/t1.csv').trimEnd().split('\r\n');
      expect(rows.slice(1).map((row) => row.split(',')[2])).toEqual(t1Category.keys.map(({ category }) => category));
    }
  });

  it('says nothing finer of a low cell than that it is low', () => {
    const shown = ['-19', '0', '38'].map((measurement) =>
      textOf(releaseFiles(release(false, Array(15).fill(measurement))), 'tables/t1.csv'),
    );
    expect(new Set(shown).size).toBe(1);
  });

  it('lists the hash of every other file', () => {
    const files = releaseFiles(release(false));
    const expected = files
      .filter(({ path }) => path !== 'SHA256SUMS')
      .map(({ path, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`);
    expect(textOf(files, 'SHA256SUMS')).toBe(expected.join(''));
  });

  it('says DEMO in every file of a demonstration and in none of a real installation', () => {
    for (const { path, bytes } of releaseFiles(release(true)))
      expect([path, bytes.toString()]).toEqual([path, expect.stringContaining('DEMO')]);
    for (const { bytes } of releaseFiles(release(false)))
      expect(bytes.toString()).not.toMatch(/demo-|DEMO|"demo": true/);
  });

  it('refuses a measurement too few', () => {
    expect(() => releaseFiles(release(false, MEASUREMENTS.slice(1)))).toThrow(RangeError);
  });

  it('takes no exact counts', () => {
    const exact = t1Category.keys.map(() => 7n);
    // @ts-expect-error bare integers are not noisy counts
    const leak = (): MeasuredRelease => ({ ...release(false), tables: [{ table: t1Category, measurements: exact }] });
    expect(leak).toBeTypeOf('function');
  });
});
