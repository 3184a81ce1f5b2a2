import type { ReleaseFile } from '../release-file.js';

/**
 * What a release shows beside its numbers: names of files, order of rows, keys, and what stands in each column.
 *
 * @param files  files of a release
 * @returns      text that is the same for any two releases that differ in their counts alone
 *
 * Source: docs/attacks.md T-11.
 */
export function structureOf(files: readonly ReleaseFile[]): string {
  return files
    .map(({ path, bytes }) => {
      if (!path.startsWith('tables/') || !path.endsWith('.csv')) return path;
      const rows = bytes.toString('utf8').split('\r\n');
      return [
        path,
        ...rows.map((row) =>
          row
            .split(',')
            .filter((_, column) => !NUMBERS.includes(column))
            .join(','),
        ),
      ].join('\n');
    })
    .join('\n');
}

/** Columns with value, bounds and status. */
const NUMBERS = [4, 5, 6, 8];
