import { desc } from 'drizzle-orm';
import { release } from './release-tables.js';
import type { Release } from './releases.js';
import type { CasebookSession } from './session.js';

/** What may be told of a release before it is published: where it stands, never its noisy numbers. */
export type ReleaseSummary = Pick<
  Release,
  | 'id'
  | 'period'
  | 'version'
  | 'state'
  | 'demo'
  | 'draftedBy'
  | 'draftedAt'
  | 'measuredAt'
  | 'publishAt'
  | 'approvedBy'
  | 'endReason'
>;

/** Releases kept in a list; a century of quarters is 400. */
const MOST_RELEASES = 500;

/** Lists releases, latest period first, then latest draft. */
export function listReleases({ db }: CasebookSession): Promise<ReleaseSummary[]> {
  const { id, period, version, state, demo, draftedBy, draftedAt, measuredAt } = release;
  const { publishAt, approvedBy, endReason } = release;
  return db
    .select({
      ...{ id, period, version, state, demo, draftedBy, draftedAt, measuredAt },
      ...{ publishAt, approvedBy, endReason },
    })
    .from(release)
    .orderBy(desc(period), desc(draftedAt), id)
    .limit(MOST_RELEASES);
}
