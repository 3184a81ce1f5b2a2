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
