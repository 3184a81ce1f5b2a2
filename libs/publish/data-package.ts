import { createHash } from 'node:crypto';
import { codesOf } from './code-lists.js';
import type { MeasuredRelease } from './measured-release.js';
import type { PublicTable } from './public-table.js';
import type { ReleaseFile } from './release-file.js';
import { LICENCE, releaseTitle, SERIES } from './release-texts.js';

/**
 * Describes the tables for programs that load them by their schema.
 *
 * @param release  the release
 * @param files    its files so far; those of tables and measurements are described
 * @returns        a Data Package after https://datapackage.org/profiles/2.0/datapackage.json
 */
export function dataPackage(release: MeasuredRelease, files: readonly ReleaseFile[]): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: SERIES,
    title: releaseTitle(release),
    version: release.version,
    created: release.publishAt.toISOString(),
    licenses: [{ name: LICENCE.spdx, path: LICENCE.url }],
    resources: release.tables.flatMap(({ table }) =>
      (['tables', 'measurements'] as const).map((folder) => {
        const path = `${folder}/${table.id}.csv`;
        const file = files.find((one) => one.path === path);
        if (file === undefined) throw new RangeError(`dataPackage requires the file ${path}`);
        return {
          name: folder === 'tables' ? table.id : `${table.id}-measurements`,
          type: 'table',
          title: table.title,
          description: `${table.shows} Hides: ${table.hides} Never use for: ${table.neverUseFor}`,
          path,
          format: 'csv',
          mediatype: 'text/csv',
          encoding: 'utf-8',
          bytes: file.bytes.length,
          hash: `sha256:${createHash('sha256').update(file.bytes).digest('hex')}`,
          schema: folder === 'tables' ? tableSchema(table) : measurementSchema(table),
        };
      }),
    ),
  };
}

const text = (name: string, title: string) => ({ name, title, type: 'string' });

const code = (name: string, title: string, categories: readonly string[]) => ({
  ...text(name, title),
  categories,
  constraints: { enum: categories },
});

function keyFields({ keys, dimension, id }: PublicTable): object[] {
  return [
    text('period', 'Calendar quarter by date of decision'),
    code('table', 'Table', [id]),
    code('category', 'Policy category', [...new Set(keys.map(({ category }) => category))]),
    dimension === undefined ? text('dim2', 'Not used') : code('dim2', dimension.name, codesOf(dimension)),
  ];
}

const VERSIONS = [
  text('unit', 'What is counted'),
  text('taxonomy_version', 'Version of the code lists'),
  text('release_version', 'Version of the release'),
];

/** Says nothing of how fields match: exactly is the default, and profiles disagree whether that is a text or a list of one. */
function tableSchema(table: PublicTable): object {
  const bound = (name: string, title: string) => ({ name, title, type: 'integer', constraints: { minimum: 0 } });
  return {
    fields: [
      ...keyFields(table),
      bound('value', 'Actors, rounded to 5'),
      bound('lower95', 'Lower bound of the 95 % interval'),
      bound('upper95', 'Upper bound of the 95 % interval'),
      text('sigma2', 'Variance of the noise, a fraction'),
      code('obs_status', 'A normal, Q low', ['A', 'Q']),
      code('conf_status', 'F free', ['F']),
      ...VERSIONS,
    ],
    missingValues: [
      { value: '', label: 'not applicable' },
      { value: 'low', label: 'below publication threshold' },
      { value: 'ne', label: 'not estimable' },
    ],
    primaryKey: ['period', 'category', 'dim2'],
  };
}

function measurementSchema(table: PublicTable): object {
  return {
    fields: [
      ...keyFields(table),
      { name: 'measurement', title: 'Actors with noise, not rounded; may be negative', type: 'integer' },
      text('sigma2', 'Variance of the noise, a fraction'),
      ...VERSIONS,
    ],
    missingValues: [{ value: '', label: 'not applicable' }],
    primaryKey: ['period', 'category', 'dim2'],
  };
}
