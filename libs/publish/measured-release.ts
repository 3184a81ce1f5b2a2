import type { Fraction } from '#disclosure/fraction';
import type { NoisyCount } from '#disclosure/noisy-count';
import type { PublicTable } from './public-table.js';
import type { Quarter } from './quarter.js';

/** A table with the noisy integers that were drawn for it, one per key and in the order of its keys. */
export interface MeasuredTable {
  readonly table: PublicTable;
  readonly measurements: readonly NoisyCount[];
}

/** All that the files of a release are made of. Holds no exact count, so that nothing made from it can betray one. */
export interface MeasuredRelease {
  readonly quarter: Quarter;
  /** Such as `0.1.0`; of a demonstration `DEMO-0.1.0`. */
  readonly version: string;
  readonly demo: boolean;
  /** SHA-256 of the frozen specification, 64 hex digits. */
  readonly specHash: string;
  /** Privacy loss of the year up to and including this release. */
  readonly spentThisYear: Fraction;
  readonly tables: readonly MeasuredTable[];
}

/** @returns the title, marked when the figures are of a demonstration. */
export function markedTitle(title: string, demo: boolean): string {
  return demo ? `DEMO ${title}` : title;
}
