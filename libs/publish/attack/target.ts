import type { MeasuredRelease } from '../measured-release.js';
import type { Narrative } from '../narrative.js';
import type { PublicTable } from '../public-table.js';
import type { ReleaseFile } from '../release-file.js';

/** Runs of attacks that toss coins; more of them cost seconds of every release and narrow a bound that is proven anyway. */
export const RUNS = 1_000;

/** What every attack is given: what the public will see, and nothing else. */
export interface Target {
  readonly release: MeasuredRelease;
  readonly tables: readonly PublicTable[];
  readonly files: readonly ReleaseFile[];
  /** What else the public was told of the release's period. */
  readonly narratives: readonly Narrative[];
}

/** @returns a number as it is printed in a result */
export function digits(value: number, places = 2): string {
  return value.toFixed(places);
}
