import { liveRelease, type Release } from '#casebook/releases';
import type { CasebookSession } from '#casebook/session';
import { ReleaseError } from './release-error.js';

/** What to do with a release in each state, said to whoever tried something else. */
const NEXT: Readonly<Record<string, string>> = {
  planned: 'freeze it next',
  frozen: 'measure it next',
  snapshot: 'measure it again, its counting was broken off',
  measuring: 'measure it again: whoever drew its noise died, so it is charged and failed',
  measured: 'check it next',
  review: 'a second person approves or rejects it next',
  scheduled: 'publish it at its announced hour',
};

/**
 * The release of a period that is under way, in one of some states.
 *
 * @param states  wanted; any when absent
 * @throws {ReleaseError} naming where it stands and what to do next
 */
export async function liveIn(
  session: CasebookSession,
  period: string,
  states?: readonly Release['state'][],
): Promise<Release> {
  const live = await liveRelease(session, period);
  if (live === undefined)
    throw new ReleaseError(`No release of ${period} is under way: plan one with usewatch release plan ${period}.`);
  if (states !== undefined && !states.includes(live.state))
    throw new ReleaseError(
      `The release of ${period} is ${live.state}: ${NEXT[live.state] ?? 'see usewatch release list'}.`,
    );
  return live;
}
