import { registerNarrative } from '#casebook/narratives';
import { CATEGORY_CODES } from '#publish/categories';
import { DETECTOR_FAMILIES, FINAL_ACTIONS } from '#publish/code-lists';
import type { Narrative } from '#publish/narrative';
import { quarterNamed } from '#publish/quarter';
import { speaksOfOne } from '#publish/wording';
import { ReleaseError } from './release-error.js';
import type { ReleaseWork } from './release-work.js';

/** Codes that a narrative may name beside its category. */
const CODES = new Set([...FINAL_ACTIONS.codes, ...DETECTOR_FAMILIES.codes].map(({ code }) => code));

/**
 * Enters what the public is told of misuse beside the tables, so that every check of the period's release reckons with it.
 *
 * @param work       who registers, when
 * @param period     quarter whose decisions it speaks of
 * @param narrative  where it stands, what it says, whom it counts
 * @throws {ReleaseError} when period, category, a code or the number is none, or it speaks of a single actor
 */
export async function registerPublicNarrative(work: ReleaseWork, period: string, narrative: Narrative): Promise<void> {
  const { where, says, category, codes, claimed } = narrative;
  if (quarterNamed(period) === undefined)
    throw new ReleaseError(`${period} is not a period: name a calendar quarter such as 2026-Q3.`);
  if (!(CATEGORY_CODES as readonly string[]).includes(category))
    throw new ReleaseError(`${category} is no policy category: name one of ${CATEGORY_CODES.join(', ')}.`);
  const foreign = codes.filter((code) => !CODES.has(code));
  if (foreign.length > 0)
    throw new ReleaseError(
      `${foreign.join(', ')} is no code of a detector family or action: name some of ${[...CODES].join(', ')}.`,
    );
  if (!(Number.isInteger(claimed) && claimed >= 0 && claimed <= MOST_CLAIMED))
    throw new ReleaseError(`A narrative claims a whole number of actors from 0 to ${MOST_CLAIMED}, got ${claimed}.`);
  if (says.trim() === '' || where.trim() === '')
    throw new ReleaseError('A narrative needs its place and its sentence; whoever checks the release reads them.');
  if (speaksOfOne(says))
    throw new ReleaseError('It speaks of a single actor, which no public text may: say what kind of misuse it was.');
  await registerNarrative(work.casebook, {
    ...{ period, place: where, says, category, codes: [...codes], claimed },
    ...{ registeredBy: work.actor, registeredAt: work.at },
  });
}

/** Actors; more than any campaign has. */
const MOST_CLAIMED = 10_000_000;
