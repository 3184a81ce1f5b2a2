import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Package } from 'datapackage';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { releaseFiles } from '#publish/release-files';
import { exampleRelease } from '../support/example-release.js';

const files = releaseFiles(exampleRelease(false));
const textOf = (path: string) => files.find((one) => one.path === path)?.bytes.toString('utf8') ?? '';

/** Names that the standard wants to be usable in addresses. */
const Name = z.string().regex(/^[a-z0-9._-]+$/);
/** Relative, and within the folder. */
const Path = z.string().regex(/^(?![./~])(?!.*\.\.\/)(?!.*:\/\/).+$/);

const Field = z.strictObject({
  name: z.string().min(1),
  title: z.string(),
  type: z.enum(['string', 'integer']),
  categories: z.array(z.string()).min(1).optional(),
  constraints: z
    .strictObject({ enum: z.array(z.string()).min(1).optional(), minimum: z.number().optional() })
    .optional(),
});
const Schema = z.strictObject({
  fields: z.array(Field).min(1),
  missingValues: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  primaryKey: z.array(z.string()).min(1),
});

/** What Data Package 2.0 asks of a package and of resources that are tables; https://datapackage.org/standard/data-package/ */
const DataPackage = z.object({
  $schema: z.literal('https://datapackage.org/profiles/2.0/datapackage.json'),
  name: Name,
  version: z.string().min(1),
  created: z.iso.datetime(),
  licenses: z.array(z.object({ name: z.string().regex(/^[-a-zA-Z0-9._]+$/), path: z.url() })).min(1),
  resources: z
    .array(
      z.object({
        name: Name,
        path: Path,
        type: z.literal('table'),
        format: z.literal('csv'),
        mediatype: z.string().regex(/^[^/]+\/[^/]+$/),
        encoding: z.literal('utf-8'),
        bytes: z.int().positive(),
        hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
        schema: Schema,
      }),
    )
    .min(1),
});

describe('a program that knows Data Package 2.0 alone', () => {
  const { resources } = DataPackage.parse(JSON.parse(textOf('datapackage.json')));

  it('finds every table and every file of measurements, each under a name of its own', () => {
    const tables = files.filter(({ path }) => /^(tables|measurements)\/.*csv$/.test(path)).map(({ path }) => path);
    expect(resources.map(({ path }) => path).sort()).toEqual(tables);
    expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
  });

  it.each(resources)(
    'reads $path by its schema, cell by cell',
    ({ path, schema: { fields, missingValues, ...more } }) => {
      const [header = '', ...lines] = textOf(path).trimEnd().split('\r\n');
      const names = fields.map(({ name }) => name);
      expect(header.split(',')).toEqual(names);
      const missing = new Set(missingValues.map(({ value }) => value));
      const rows = lines.map((line) => line.split(','));
      for (const row of rows) {
        expect(row).toHaveLength(fields.length);
        for (const [index, { type, constraints }] of fields.entries()) {
          const cell = row[index] ?? '';
          if (missing.has(cell)) continue;
          if (type === 'integer') expect(cell).toMatch(/^-?\d+$/);
          if (constraints?.minimum !== undefined) expect(Number(cell)).toBeGreaterThanOrEqual(constraints.minimum);
          if (constraints?.enum !== undefined) expect(constraints.enum).toContain(cell);
        }
      }
      const places = more.primaryKey.map((name) => names.indexOf(name));
      expect(places).not.toContain(-1);
      expect(new Set(rows.map((row) => places.map((place) => row[place]).join(','))).size).toBe(rows.length);
    },
  );
});

/** What version 1.0 of the standard has instead of labelled missing values: the values alone, and a profile by name. */
function asVersion1(text: string): { resources: { name: string; schema: { missingValues: unknown } }[] } {
  const { $schema: _, ...described } = JSON.parse(text);
  const resources = described.resources.map((resource: z.infer<typeof DataPackage>['resources'][number]) => ({
    ...resource,
    profile: 'tabular-data-resource',
    schema: { ...resource.schema, missingValues: resource.schema.missingValues.map(({ value }) => value) },
  }));
  return { ...described, profile: 'tabular-data-package', resources };
}

/**
 * Reads a release through the standard's own library, which knows version 1.0 alone: labels of missing values are its only
 * difference here. No library for 2.0 is to be had for Node.
 *
 * @param changed  files that are not as they were published
 * @returns        rows it read of each table, and every fault it found
 */
async function readByOthers(changed: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'usewatch-package-'));
  try {
    for (const { path } of files.filter(({ path: one }) => one.endsWith('.csv'))) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), changed[path] ?? textOf(path));
    }
    const described = asVersion1(changed['datapackage.json'] ?? textOf('datapackage.json'));
    const opened = await Package.load(described, { basePath: folder, strict: false });
    const faults = opened.errors.map(({ message }) => message);
    const rows: Record<string, number> = {};
    for (const resource of opened.resources)
      await resource.read().then(
        (read) => {
          rows[resource.name] = read.length;
        },
        ({ message, errors = [] }: Error & { errors?: Error[] }) => {
          faults.push(`${resource.name}: ${[message, ...errors.map((one) => one.message)].join(' ')}`);
        },
      );
    return { rows, faults };
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the library of the Data Package standard', () => {
  it('reads every row of every table, and finds no fault', async () => {
    const { rows, faults } = await readByOthers();
    expect(faults).toEqual([]);
    const { resources } = DataPackage.parse(JSON.parse(textOf('datapackage.json')));
    const lines = resources.map(({ name, path }) => [name, textOf(path).trimEnd().split('\r\n').length - 1]);
    expect(rows).toEqual(Object.fromEntries(lines));
  });

  const t1 = textOf('tables/t1.csv');
  it.each([
    ['a value that is no number', { 'tables/t1.csv': t1.replace(/,165,/, ',many,') }, /t1: .*"many" in column "value"/],
    ['a category of no code list', { 'tables/t1.csv': t1.replace(',CYB,', ',XYZ,') }, /t1: .*"enum"/],
    ['a row that stands twice', { 'tables/t1.csv': t1.replace(/^.*,CYB,.*\r\n/m, '$&$&') }, /t1: .*unique/],
    ['another header', { 'tables/t1.csv': t1.replace('category', 'policy') }, /t1: .*header/],
    [
      'a name that is no part of an address',
      { 'datapackage.json': textOf('datapackage.json').replace('"name": "t1"', '"name": "T 1"') },
      /pattern/,
    ],
  ])('refuses a package with %s', async (_what, changed, fault) => {
    for (const [path, text] of Object.entries(changed)) expect(text).not.toBe(textOf(path));
    expect((await readByOthers(changed)).faults).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });
});
