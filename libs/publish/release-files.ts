import { createHash } from 'node:crypto';
import { croissant, datasetJsonLd, staticApi } from './catalogue-entries.js';
import { CATEGORY_LIST, type CodeList } from './code-lists.js';
import { dataPackage } from './data-package.js';
import { MAPPINGS } from './mappings.js';
import { type MeasuredRelease, markedTitle } from './measured-release.js';
import { methodsPage } from './methods-page.js';
import { privacyStatement } from './privacy-statement.js';
import { csv, measurementsCsv, sdmxCsv, tableCsv } from './release-csv.js';
import { jsonFile, type ReleaseFile, textFile } from './release-file.js';
import { changelog, citation, licence, quality, readme } from './release-texts.js';
import { shownTables } from './shown-table.js';
import { keySet } from './signer-keys.js';
import { tableJson } from './table-json.js';

/** Lists the digest of every other file; what is signed. */
export const SUMS = 'SHA256SUMS';

/** The signatures; they alone stand in no list. */
export const JWS = `${SUMS}.jws`;
export const MINISIG = `${SUMS}.minisig`;

/**
 * Makes every file of a release from its measurements alone.
 *
 * The same measurements give the same bytes on any machine at any time, so that anyone can rebuild and compare.
 *
 * @param release  the measured release
 * @returns        files in ascending order of their paths, `SHA256SUMS` last; the signatures come once somebody approves
 */
export function releaseFiles(release: MeasuredRelease): ReleaseFile[] {
  const shown = shownTables(release.tables);
  const { demo, quarter, version } = release;
  const files = [
    ...shown.flatMap((table) => [
      textFile(`measurements/${table.table.id}.csv`, measurementsCsv(release, table)),
      textFile(`tables/${table.table.id}.csv`, tableCsv(release, table)),
      jsonFile(`tables/${table.table.id}.json`, tableJson(release, table)),
    ]),
    textFile('sdmx/observations.csv', sdmxCsv(release, shown)),
    ...codeLists(release).map(({ name, codes }) => textFile(`codelists/${name}.csv`, csv(marked(codes, demo)))),
    ...MAPPINGS.map(({ name, rows }) => textFile(`mappings/${name}.csv`, csv(marked(rows, demo)))),
    jsonFile('privacy.json', privacyStatement(release)),
    jsonFile('attack-report.json', { title: markedTitle('Attack report', demo), demo, checks: release.checks }),
    jsonFile('revisions.json', {
      title: markedTitle('Versions of this period', demo),
      period: quarter.name,
      version,
      earlier: release.earlier,
    }),
    textFile('specification.json', release.spec),
    jsonFile('keys.json', { title: markedTitle('Keys', demo), ...keySet(release.signers) }),
    textFile('README.md', readme(release)),
    textFile('quality.md', quality(release)),
    textFile('methods.html', methodsPage(release)),
    textFile('CHANGELOG.md', changelog(release)),
    textFile('CITATION.cff', citation(release)),
    textFile('LICENSE', licence(release)),
  ];
  files.push(jsonFile('datapackage.json', dataPackage(release, files)));
  files.push(jsonFile('dataset.jsonld', datasetJsonLd(release, files)));
  files.push(jsonFile('croissant.json', croissant(release, files)));
  files.push(jsonFile('openapi.json', staticApi(release, sorted(files))));
  const all = sorted(files);
  return [...all, textFile(SUMS, sums(all, demo))];
}

/** @returns lines that `sha256sum --check` reads; it passes over the line that marks a demonstration */
export function sums(files: readonly ReleaseFile[], demo: boolean): string {
  const lines = files.map(({ path, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`);
  return `${demo ? '# DEMO: figures of a demonstration, not of any real service\n' : ''}${lines.join('')}`;
}

/** The line that minisign signs along and prints. */
export function trustedComment({ quarter, version }: { quarter: { name: string }; version: string }): string {
  return `release ${quarter.name} version ${version}`;
}

function sorted(files: readonly ReleaseFile[]): ReleaseFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function codeLists({ tables }: MeasuredRelease): CodeList[] {
  return [CATEGORY_LIST, ...tables.flatMap(({ table: { dimension } }) => (dimension === undefined ? [] : [dimension]))];
}

/** Lists look the same in every release but for this mark. */
function marked(rows: readonly object[], demo: boolean): Record<string, string>[] {
  return rows.map((row) => ({ ...(row as Record<string, string>), ...(demo ? { source: 'DEMO' } : {}) }));
}
