import type { Check } from '../check.js';
import type { MeasuredRelease } from '../measured-release.js';
import type { Narrative } from '../narrative.js';
import { releaseFiles } from '../release-files.js';
import { averaging, differencing, intervals, oracle, versions } from './inference-checks.js';
import { budgetRace, samplers } from './machinery-checks.js';
import { lastDigits, membership, smallCells } from './noise-checks.js';
import { claims, reconstruction } from './reconstruction-checks.js';
import { completeness, contribution, leaks, narratives, outside, structure } from './surface-checks.js';
import type { Target } from './target.js';

/**
 * Attacks a release as its readers could, and each time a build that is broken on purpose, which has to be caught.
 *
 * Sees noisy numbers and public constants alone, and comes out the same on any machine: its coins follow from the
 * specification's hash. Attacks that need a running installation are part of the tests instead.
 *
 * @param release  a measured release
 * @param told     narratives that are public about its period
 * @returns        one result for each attack, in the order of their names
 *
 * Source: docs/attacks.md.
 */
export function attackRelease(release: MeasuredRelease, told: readonly Narrative[] = []): Check[] {
  return attacksOn(release, told).map((attack) => attack());
}

/**
 * The same attacks, each to be made when the caller has time: together they take seconds of processor.
 *
 * @returns  attacks in the order of their names; each may be made once or again, with the same result
 */
export function attacksOn(release: MeasuredRelease, told: readonly Narrative[]): (() => Check)[] {
  const tables = release.tables.map(({ table }) => table);
  const target = { release, tables, files: releaseFiles(release), narratives: told };
  return [...ATTACKS.map((attack) => () => attack(target)), () => ZEROS];
}

const ATTACKS: readonly ((target: Target) => Check)[] = [
  intervals,
  claims,
  differencing,
  versions,
  averaging,
  smallCells,
  reconstruction,
  lastDigits,
  membership,
  contribution,
  structure,
  leaks,
  narratives,
  budgetRace,
  oracle,
  samplers,
  completeness,
  outside,
];

const ZEROS: Check = {
  id: 'T-20',
  title: 'Attributes from zeros',
  passed: true,
  result: 'waived: noise in every cell keeps zeros from being known',
};
