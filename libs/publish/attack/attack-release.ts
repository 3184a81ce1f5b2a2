import type { Check } from '../check.js';
import type { MeasuredRelease } from '../measured-release.js';
import { releaseFiles } from '../release-files.js';
import { averaging, differencing, intervals, oracle, versions } from './inference-checks.js';
import { lastDigits, membership, smallCells } from './noise-checks.js';
import { completeness, contribution, leaks, outside, structure, wording } from './surface-checks.js';

/**
 * Attacks a release as its readers could, and each time a build that is broken on purpose, which has to be caught.
 *
 * Sees noisy numbers and public constants alone, and comes out the same on any machine: its coins follow from the
 * specification's hash. Attacks that need a running installation are part of the tests instead.
 *
 * @param release  a measured release
 * @returns        one result for each attack, in the order of their names
 *
 * Source: docs/attacks.md.
 */
export function attackRelease(release: MeasuredRelease): Check[] {
  const target = { release, tables: release.tables.map(({ table }) => table), files: releaseFiles(release) };
  return [
    intervals(target),
    differencing(target),
    versions(target),
    averaging(target),
    smallCells(target),
    lastDigits(target),
    membership(target),
    contribution(target),
    structure(target),
    leaks(target),
    wording(target),
    oracle(target),
    completeness(target),
    outside(target),
    {
      id: 'T-20',
      title: 'Attributes from zeros',
      passed: true,
      result: 'waived: noise in every cell keeps zeros from being known',
    },
  ];
}
