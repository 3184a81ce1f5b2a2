import type { Change } from '#disclosure/change-test';
import type { Fraction } from '#disclosure/fraction';
import type { MeasuredRelease } from '#publish/measured-release';
import type { ShownTable } from '#publish/shown-table';
import type { SignerKey } from '#publish/signer-keys';

/** A version that is or was public. */
export interface PublicVersion {
  readonly release: MeasuredRelease;
  readonly tables: readonly ShownTable[];
  readonly state: 'published' | 'superseded' | 'withdrawn';
  readonly publishedAt: Date;
  /** Why it does not stand any more; empty while it does. */
  readonly endReason: string;
  /** Whether its files are still there. */
  readonly hasFiles: boolean;
  /** How its cells stand to the quarter before, by table and key; empty where there is none. */
  readonly changes: ReadonlyMap<string, Change>;
}

/** What the calendar says of one release. */
export interface CalendarEntry {
  readonly period: string;
  readonly version: string;
  readonly state: string;
  readonly publishAt: Date;
  /** SHA-256 of the frozen specification; null before it is frozen. */
  readonly specHash: string | null;
  readonly frozenAt: Date | null;
}

/** One debit of the year's budget, as it is told in public. */
export interface PublicDebit {
  readonly period: string;
  readonly table: string;
  readonly purpose: string;
  readonly rho: string;
  readonly at: Date;
  /** Hash of the chain at this entry. */
  readonly hash: string;
}

/** Everything the site is made of; all of it is public. */
export interface SiteContent {
  readonly demo: boolean;
  /** Latest period first, then latest version. */
  readonly versions: readonly PublicVersion[];
  readonly calendar: readonly CalendarEntry[];
  readonly year: number;
  readonly debits: readonly PublicDebit[];
  readonly spent: Fraction;
  readonly left: Fraction;
  readonly keys: readonly SignerKey[];
}

/** @returns the version that stands now; undefined before the first one */
export function currentVersion({ versions }: SiteContent): PublicVersion | undefined {
  return versions.find(({ state }) => state === 'published');
}

/** @returns where a version's files are, relative to the site */
export function addressOf({ release: { quarter, version } }: PublicVersion): string {
  return `r/${quarter.name}/v${version}`;
}
