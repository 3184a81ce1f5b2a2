import { createHash, createPrivateKey } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detachedJws } from '#publish/detached-jws';
import type { MeasuredRelease } from '#publish/measured-release';
import { minisign } from '#publish/minisign';
import type { ReleaseFile } from '#publish/release-file';
import { JWS, MINISIG, releaseFiles, SUMS, sums, trustedComment } from '#publish/release-files';
import { verifyRelease } from '#publish/verify-release';
import { EXAMPLE_KEY, exampleRelease } from '../support/example-release.js';

/** The checksums pin every other byte; these are for people to read. */
const REVIEWED = [
  'README.md',
  'SHA256SUMS',
  'measurements/t1.csv',
  'privacy.json',
  'quality.md',
  'tables/t0.csv',
  'tables/t1.csv',
  'tables/t2.csv',
];

const privateKey = createPrivateKey({
  key: { kty: 'OKP', crv: 'Ed25519', x: EXAMPLE_KEY.x, d: EXAMPLE_KEY.d },
  format: 'jwk',
});
const file = (path: string, text: string): ReleaseFile => ({ path, bytes: Buffer.from(text) });

/** What is published, signed by the example's key. */
function signed(files: readonly ReleaseFile[], release: MeasuredRelease = exampleRelease(false)): ReleaseFile[] {
  const list = files.find(({ path }) => path === SUMS)?.bytes ?? Buffer.alloc(0);
  return [
    ...files,
    file(JWS, `${detachedJws(list, privateKey, EXAMPLE_KEY.id)}\n`),
    file(MINISIG, minisign(list, privateKey, EXAMPLE_KEY.x, trustedComment(release))),
  ];
}
const textOf = (files: readonly ReleaseFile[], path: string) =>
  files.find((one) => one.path === path)?.bytes.toString('utf8') ?? '';

describe('the files of a release', () => {
  it.each(REVIEWED)('%s is as reviewed', async (path) => {
    const golden = new URL(`./release/${path}`, import.meta.url);
    const written = releaseFiles(exampleRelease(true)).find((one) => one.path === path)?.bytes ?? Buffer.alloc(0);
    if (process.env.GOLDEN === 'write') {
      await mkdir(dirname(golden.pathname), { recursive: true });
      await writeFile(golden, written);
    }
    expect(written.toString('utf8')).toBe(await readFile(golden, 'utf8'));
  });

  it('show every key of every table, whatever was measured', () => {
    const release = exampleRelease(false);
    const files = releaseFiles(release);
    for (const { table } of release.tables) {
      const rows = textOf(files, `tables/${table.id}.csv`).trimEnd().split('\r\n').slice(1);
      expect(rows.map((row) => row.split(',').slice(2, 4))).toEqual(
        table.keys.map(({ category, dim2 }) => [category, dim2]),
      );
    }
  });

  it('say nothing finer of a low cell than that it is low', () => {
    const lowRow = (measurement: bigint) => {
      const release = exampleRelease(false);
      const tables = release.tables.filter(({ table }) => table.id === 't8');
      const measured = tables.map(({ table }) => ({ table, measurements: table.keys.map(() => measurement) }));
      return textOf(
        releaseFiles({ ...release, tables: measured as unknown as MeasuredRelease['tables'] }),
        'tables/t8.csv',
      );
    };
    expect(new Set([-19n, 0n, 46n].map(lowRow)).size).toBe(1);
    expect(lowRow(47n)).not.toBe(lowRow(46n));
  });

  it('split every category into parts that are never negative, and inside their intervals', () => {
    for (const { path, bytes } of releaseFiles(exampleRelease(false)).filter(({ path }) => /^tables.*csv$/.test(path)))
      for (const row of bytes.toString().trimEnd().split('\r\n').slice(1)) {
        const [value, lower, upper] = row.split(',').slice(4, 7).map(Number) as [number, number, number];
        expect([path, row, Number.isNaN(value) || (lower >= 0 && lower <= value && value <= upper)]).toEqual([
          path,
          row,
          true,
        ]);
      }
  });

  it('say DEMO in every one of a demonstration and in none of a real installation', () => {
    for (const { path, bytes } of releaseFiles(exampleRelease(true)))
      expect([path, /DEMO/.test(bytes.toString())]).toEqual([path, true]);
    for (const { path, bytes } of releaseFiles(exampleRelease(false)))
      expect([path, /DEMO|"demo": true/.test(bytes.toString())]).toEqual([path, false]);
  });

  it('take no exact counts', () => {
    const release = exampleRelease(false);
    const exact = release.tables.map(({ table }) => ({ table, measurements: table.keys.map(() => 7n) }));
    // @ts-expect-error bare integers are not noisy counts
    const leak = (): MeasuredRelease => ({ ...release, tables: exact });
    expect(leak).toBeTypeOf('function');
  });

  it('refuse a measurement too few', () => {
    const release = exampleRelease(false);
    const tables = release.tables.map(({ table, measurements }) => ({ table, measurements: measurements.slice(1) }));
    expect(() => releaseFiles({ ...release, tables })).toThrow(RangeError);
  });
});

// docs/attacks.md T-19
describe('verifying a release from outside', () => {
  const files = signed(releaseFiles(exampleRelease(false)));

  it('succeeds with nothing but the public files', () => {
    expect(verifyRelease(files)).toEqual({
      ...{ faults: [], keyId: EXAMPLE_KEY.id, period: '2026-Q3', version: '1.0.0', files: files.length },
    });
    expect(verifyRelease(files, EXAMPLE_KEY.id).faults).toEqual([]);
  });

  it('fails for any flipped byte of any file', () => {
    const place = fc
      .nat({ max: files.length - 1 })
      .chain((index) =>
        fc.tuple(
          fc.constant(index),
          fc.nat({ max: (files[index]?.bytes.length ?? 1) - 1 }),
          fc.integer({ min: 1, max: 255 }),
        ),
      );
    fc.assert(
      fc.property(place, ([index, at, mask]) => {
        const flipped = files.map((one, other) => {
          if (other !== index) return one;
          const bytes = Buffer.from(one.bytes);
          bytes[at] = (bytes[at] ?? 0) ^ mask;
          return { ...one, bytes };
        });
        return verifyRelease(flipped).faults.length > 0;
      }),
      { numRuns: 150 },
    );
  });

  it('fails for every bit of the signatures', () => {
    for (const path of [JWS, MINISIG]) {
      const length = files.find((one) => one.path === path)?.bytes.length ?? 0;
      for (let at = 0; at < length; at += 1) {
        const flipped = files
          .filter(({ path: other }) => other === path || !/^(tables|measurements|sdmx)/.test(other))
          .map((one) => {
            const bytes = Buffer.from(one.bytes);
            if (one.path === path) bytes[at] = (bytes[at] ?? 0) ^ 1;
            return { ...one, bytes };
          });
        expect(verifyRelease(flipped).faults.join()).toContain(path);
      }
    }
  }, 30_000);

  it('fails for a file too many, a file too few, and another key', () => {
    expect(verifyRelease([...files, file('extra.txt', 'x')]).faults).toEqual(['extra.txt is not in SHA256SUMS']);
    expect(verifyRelease(files.filter(({ path }) => path !== 'LICENSE')).faults).toEqual(['LICENSE is missing']);
    expect(verifyRelease(files, 'other').faults).toEqual([
      `it was signed by key ${EXAMPLE_KEY.id}, not by the trusted one other`,
    ]);
    expect(verifyRelease([]).faults[0]).toMatch(/SHA256SUMS is missing/);
  });

  it('fails for a table that does not follow from its measurements, though all of it is signed', () => {
    const honest = releaseFiles(exampleRelease(false)).filter(({ path }) => path !== SUMS);
    const forged = honest.map((one) =>
      one.path === 'tables/t1.csv'
        ? file(
            one.path,
            one.bytes.toString().replace(/,(\d+),(?=\d)/, (_all, value) => `,${Number(value) + 5},`),
          )
        : one,
    );
    const resigned = signed([...forged, file(SUMS, sums(forged, false))]);
    expect(verifyRelease(resigned).faults).toEqual([
      'datapackage.json describes another tables/t1.csv',
      'tables/t1.csv does not follow from its measurements',
    ]);
  });

  it('lists the hash of every other file', () => {
    const expected = files
      .filter(({ path }) => ![SUMS, JWS, MINISIG].includes(path))
      .map(({ path, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`);
    expect(textOf(files, SUMS)).toBe(expected.join(''));
  });
});
