import type { Fraction } from '#disclosure/fraction';
import type { NoisyCount } from '#disclosure/noisy-count';
import type { Check } from './check.js';
import type { PublicTable } from './public-table.js';
import type { TableChoice } from './public-tables.js';
import type { Quarter } from './quarter.js';
import type { SignerKey } from './signer-keys.js';

/** A table with the noisy integers that were drawn for it, one per key and in the order of its keys. */
export interface MeasuredTable {
  readonly table: PublicTable;
  readonly measurements: readonly NoisyCount[];
}

/** A version of a period's release that came before, and why it was replaced. */
export interface EarlierVersion {
  readonly version: string;
  /** Instant of its publication. */
  readonly publishedAt: Date;
  /** Why it does not stand any more. */
  readonly reason: string;
}

/** All that the files of a release are made of. Holds no exact count, so that nothing made from it can betray one. */
export interface MeasuredRelease {
  readonly quarter: Quarter;
  /** Such as `1.0.0`; of a demonstration `DEMO-1.0.0`. */
  readonly version: string;
  readonly demo: boolean;
  readonly choice: TableChoice;
  /** Text of the frozen specification. */
  readonly spec: string;
  /** SHA-256 of it, 64 hex digits. */
  readonly specHash: string;
  readonly frozenAt: Date;
  /** When it comes out, as announced. */
  readonly publishAt: Date;
  /** Privacy loss of the year up to and including this release. */
  readonly spentThisYear: Fraction;
  readonly tables: readonly MeasuredTable[];
  /** What the attacks on this release found; empty while it has not been checked. */
  readonly checks: readonly Check[];
  /** Keys that may sign it, and those that could before. */
  readonly signers: readonly SignerKey[];
  /** Versions of this period before this one, the first one first. */
  readonly earlier: readonly EarlierVersion[];
}

/** @returns the title, marked when the figures are of a demonstration. */
export function markedTitle(title: string, demo: boolean): string {
  return demo ? `DEMO ${title}` : title;
}
