import { createHash } from 'node:crypto';
import type { MeasuredRelease } from './measured-release.js';
import { privacyStatement } from './privacy-statement.js';
import { measurementsCsv, tableCsv } from './release-csv.js';
import { tableJson } from './table-json.js';

/** A file of a release: its path with forward slashes, and its bytes. */
export interface ReleaseFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * Makes every file of a release from its measurements alone.
 *
 * The same measurements give the same bytes on any machine at any time, so that anyone can rebuild and compare.
 *
 * @param release  the measured release
 * @returns        files in ascending order of their paths, `SHA256SUMS` last
 */
export function releaseFiles(release: MeasuredRelease): ReleaseFile[] {
  const texts: [path: string, text: string][] = release.tables.flatMap((measured): [string, string][] => [
    [`measurements/${measured.table.id}.csv`, measurementsCsv(release, measured)],
    [`tables/${measured.table.id}.csv`, tableCsv(release, measured)],
    [`tables/${measured.table.id}.json`, json(tableJson(release, measured))],
  ]);
  texts.push(['privacy.json', json(privacyStatement(release))]);
  const files = texts
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]): ReleaseFile => ({ path, bytes: Buffer.from(text, 'utf8') }));
  return [...files, { path: 'SHA256SUMS', bytes: Buffer.from(sums(files, release.demo), 'utf8') }];
}

/** Lines that `sha256sum --check` reads; it passes over the line that marks a demonstration. */
function sums(files: readonly ReleaseFile[], demo: boolean): string {
  const lines = files.map(({ path, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`);
  return `${demo ? '# DEMO: figures of a demonstration, not of any real service\n' : ''}${lines.join('')}`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
