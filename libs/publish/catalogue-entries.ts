import { createHash } from 'node:crypto';
import type { MeasuredRelease } from './measured-release.js';
import type { ReleaseFile } from './release-file.js';
import { day, LICENCE, releaseTitle, SERIES } from './release-texts.js';

const DESCRIPTION =
  'Actors confirmed to misuse an AI API, by category, action, detector and more. Every count carries discrete Gaussian noise and a 95 % interval; the privacy loss of each table is stated.';

/** The release as search engines and catalogues read it: schema.org Dataset with DCAT terms, in JSON-LD. */
export function datasetJsonLd(release: MeasuredRelease, files: readonly ReleaseFile[]): object {
  const { quarter, version, tables, publishAt, earlier } = release;
  const before = earlier.at(-1);
  return {
    '@context': {
      '@vocab': 'https://schema.org/',
      dcat: 'http://www.w3.org/ns/dcat#',
      spdx: 'http://spdx.org/rdf/terms#',
    },
    '@type': ['Dataset', 'dcat:Dataset'],
    name: releaseTitle(release),
    description: DESCRIPTION,
    identifier: `${SERIES}/${quarter.name}/v${version}`,
    version,
    datePublished: day(publishAt),
    temporalCoverage: `${day(quarter.window.from)}/${day(new Date(quarter.window.until.getTime() - 1))}`,
    license: LICENCE.url,
    isAccessibleForFree: true,
    'dcat:inSeries': SERIES,
    ...(before === undefined ? {} : { 'dcat:previousVersion': `${SERIES}/${quarter.name}/v${before.version}` }),
    measurementTechnique: 'Discrete Gaussian mechanism under zero-concentrated differential privacy',
    variableMeasured: tables.map(({ table }) => ({
      '@type': 'PropertyValue',
      name: table.title,
      description: table.shows,
      unitText: 'actors',
    })),
    distribution: tablesOf(files).map(({ path, bytes }) => ({
      '@type': 'DataDownload',
      contentUrl: path,
      encodingFormat: 'text/csv',
      contentSize: `${bytes.length} B`,
      sha256: digest(bytes),
    })),
  };
}

/** The release as tools of machine learning load it. Source: MLCommons Croissant 1.0. */
export function croissant(release: MeasuredRelease, files: readonly ReleaseFile[]): object {
  const { version, publishAt, tables } = release;
  return {
    '@context': {
      '@language': 'en',
      '@vocab': 'https://schema.org/',
      column: 'cr:column',
      conformsTo: 'dct:conformsTo',
      cr: 'http://mlcommons.org/croissant/',
      dct: 'http://purl.org/dc/terms/',
      dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
      extract: 'cr:extract',
      field: 'cr:field',
      fileObject: 'cr:fileObject',
      isLiveDataset: 'cr:isLiveDataset',
      recordSet: 'cr:recordSet',
      sc: 'https://schema.org/',
      source: 'cr:source',
    },
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: SERIES,
    description: DESCRIPTION,
    version,
    datePublished: day(publishAt),
    license: LICENCE.url,
    isLiveDataset: false,
    distribution: tablesOf(files).map(({ path, bytes }) => ({
      '@type': 'cr:FileObject',
      '@id': path,
      name: path,
      contentUrl: path,
      encodingFormat: 'text/csv',
      sha256: digest(bytes),
    })),
    recordSet: tables.map(({ table }) => ({
      '@type': 'cr:RecordSet',
      '@id': table.id,
      name: table.id,
      description: table.shows,
      field: (
        [
          ['category', 'sc:Text'],
          ['dim2', 'sc:Text'],
          ['value', 'sc:Text'],
          ['lower95', 'sc:Integer'],
          ['upper95', 'sc:Integer'],
        ] as const
      ).map(([column, dataType]) => ({
        '@type': 'cr:Field',
        '@id': `${table.id}/${column}`,
        name: column,
        dataType,
        source: { fileObject: { '@id': `tables/${table.id}.csv` }, extract: { column } },
      })),
    })),
  };
}

/** The files as an API: every address is a file, nothing is evaluated. */
export function staticApi(release: MeasuredRelease, files: readonly ReleaseFile[]): object {
  const base = `/r/${release.quarter.name}/v${release.version}`;
  return {
    openapi: '3.1.0',
    info: {
      title: releaseTitle(release),
      version: release.version,
      description: 'Static files; each is immutable, and named with its SHA-256 in SHA256SUMS.',
      license: { name: LICENCE.spdx, url: LICENCE.url },
    },
    paths: Object.fromEntries(
      files.map(({ path }) => [
        `${base}/${path}`,
        {
          get: {
            operationId: path.replace(
              /[^a-zA-Z0-9]+(.)?/g,
              (_all, next: string | undefined) => next?.toUpperCase() ?? '',
            ),
            responses: { 200: { description: 'The file', content: { [mediaType(path)]: {} } } },
          },
        },
      ]),
    ),
  };
}

/** Media types by the ending of a name. */
const MEDIA: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  jsonld: 'application/ld+json',
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  cff: 'application/yaml',
  xml: 'application/atom+xml',
  ics: 'text/calendar; charset=utf-8',
  svg: 'image/svg+xml',
};

/** @returns the media type of a file by its name; plain text when nothing else is known */
export function mediaType(path: string): string {
  return MEDIA[/\.([a-z]+)$/.exec(path)?.[1] ?? ''] ?? 'text/plain; charset=utf-8';
}

function tablesOf(files: readonly ReleaseFile[]): ReleaseFile[] {
  return files.filter(({ path }) => /^tables\/.*\.csv$/.test(path));
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
