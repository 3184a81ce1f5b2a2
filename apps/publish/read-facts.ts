import { appealFlows, confirmedIncidents, reviewedPieces } from '#casebook/quarter-facts';
import type { Category } from '#detect/detector';
import { CATEGORIES, TAXONOMY_VERSION } from '#publish/categories';
import { readCategory } from '#publish/concordance';
import type { Quarter } from '#publish/quarter';
import type { ConfirmedIncident, QuarterFacts } from '#publish/snapshot-rows';
import { ReleaseError } from './release-error.js';
import type { ReleaseWork } from './release-work.js';

/** Incidents fetched at once, as many again while they are read; of more, whole pages outlive the young generation. */
const MOST_INCIDENTS = 2_000;

/** Codes of what became of an appeal. */
const OUTCOME = { upheld: 'UPH', reversed: 'REV', open: 'OPN', overdue: 'OVD', own: 'OWN' } as const;

/**
 * Reads everything of one moment that a quarter's tables count.
 *
 * @throws {ReleaseError} when it is cancelled, or an incident has a category that is not in the code list
 */
export function readFacts(
  { casebook, signal, tell }: ReleaseWork,
  { window: { from, until } }: Quarter,
): Promise<QuarterFacts> {
  return casebook.transaction('repeatable read', async (session) => {
    const flows = await session.sql(appealFlows, [from, until]);
    const reviewed = await session.sql(reviewedPieces, [from, until]);
    const incidents: ConfirmedIncident[] = [];
    tell?.({ step: 'reading confirmed incidents', done: 0, of: 1 });
    for await (const page of session.pages(confirmedIncidents, [until], MOST_INCIDENTS)) {
      signal?.throwIfAborted();
      for (const one of page)
        incidents.push({
          incident: one.incident,
          category: inForce(one),
          detector: one.detector,
          action: one.action,
          firstSeen: one.first_seen,
          decidedAt: one.decided_at,
          actedAt: one.acted_at,
          isReferred: one.is_referred,
          accounts: one.accounts,
        });
    }
    return {
      incidents,
      appeals: flows.map(({ id, account, outcome, closes_account, at }) => ({
        id,
        account,
        outcome: `${OUTCOME[outcome]}-${closes_account ? 'ACC' : 'USE'}`,
        at: at.getTime(),
      })),
      reviews: reviewed.map((one) => ({
        incident: one.incident,
        category: inForce(one),
        verdict: one.verdict,
        decidedAt: one.decided_at.getTime(),
        accounts: one.accounts,
      })),
    };
  });
}

/** A category as the code list in force has it. */
function inForce(decided: { incident: string; category: string; policy_version: string }): Category {
  const { incident, category: code, policy_version: version } = decided;
  const category = readCategory(code, version, TAXONOMY_VERSION)?.category ?? '';
  if (Object.hasOwn(CATEGORIES, category)) return category as Category;
  throw new ReleaseError(
    `Incident ${incident} was decided for category ${code}, which is not in version ${version} of the code list: correct its category and measure again.`,
  );
}
