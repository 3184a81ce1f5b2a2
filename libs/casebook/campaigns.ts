import { and, eq, gte, inArray, isNotNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Question } from '#usage/question';
import { campaign, campaignFinding } from './campaign-tables.js';
import { chunks } from './chunks.js';
import type { CasebookSession } from './session.js';

const Sighting = z.object({
  id: z.string(),
  version: z.number().int(),
  windowFrom: z.date(),
  windowUntil: z.date(),
  subject: z.string(),
  accounts: z.array(z.string()).min(1),
  campaign: z.string().nullable(),
  mergedAt: z.date().nullable(),
});

/** A finding about a campaign, and which campaign it was thought to be so far. */
export type SightingRow = z.infer<typeof Sighting>;

const SIGHTINGS: Question<SightingRow> = { sql: new URL('./campaign-sightings.sql', import.meta.url), row: Sighting };

const REFRESHED: Question<{ campaigns: number }> = {
  sql: new URL('./refresh-campaigns.sql', import.meta.url),
  row: z.object({ campaigns: z.number().int() }),
};

/** A window by its two ends. */
interface Edges {
  readonly windowFrom: Date;
  readonly windowUntil: Date;
}

/** Names campaigns from window to window; see `libs/incident/lineage.ts`. */
export interface Following {
  /** Earliest end of a window that counts for one that ends at an instant. */
  readonly since: (until: Date) => Date;
  readonly follow: (
    past: readonly (SightingRow & { readonly campaign: string })[],
    due: readonly SightingRow[],
  ) => {
    readonly campaigns: ReadonlyMap<string, string>;
    readonly splits: ReadonlyMap<string, string>;
    readonly merges: ReadonlyMap<string, { readonly into: string; readonly at: Date }>;
  };
}

/**
 * Names the campaigns of a window anew, and of all windows after it, for they go on from it.
 *
 * The caller holds the detector's lock, in the transaction that has changed what the window found.
 *
 * @param detector  whose
 * @param window    the one that has changed
 * @param lost      campaigns whose findings are gone
 */
export async function followCampaigns(
  tx: CasebookSession,
  detector: string,
  { windowFrom, windowUntil }: Edges,
  lost: readonly string[],
  { since, follow }: Following,
): Promise<void> {
  const rows = await tx.sql(SIGHTINGS, [detector, since(windowUntil)]);
  const isDue = (row: Edges) =>
    row.windowUntil > windowUntil || (+row.windowUntil === +windowUntil && row.windowFrom >= windowFrom);
  const due = rows.filter(isDue);
  const past = rows.flatMap((row) =>
    isDue(row) || row.campaign === null || (row.mergedAt !== null && row.mergedAt < windowUntil)
      ? []
      : [{ ...row, campaign: row.campaign }],
  );
  const { campaigns, splits, merges } = follow(past, due);
  const moved = due.filter(({ id, campaign: before }) => (campaigns.get(id) ?? null) !== before);
  // What an older version said of a window counts no more once a newer one has judged it.
  const unnamed = moved.flatMap(({ id }) => (campaigns.has(id) ? [] : [id]));
  for (const ids of chunks(unnamed)) {
    await tx.db.delete(campaignFinding).where(inArray(campaignFinding.finding, ids));
  }
  const named = moved.flatMap(({ id: finding }) => {
    const name = campaigns.get(finding);
    return name === undefined ? [] : [{ finding, campaign: name }];
  });
  for (const some of chunks(named)) {
    await tx.db
      .insert(campaignFinding)
      .values(some)
      .onConflictDoUpdate({ target: campaignFinding.finding, set: { campaign: sql`excluded.campaign` } });
  }
  const touched = new Set([...lost, ...moved.flatMap(({ id, campaign: before }) => [campaigns.get(id), before])]);
  const names = [...touched].flatMap((each) => each ?? []);
  if (names.length > 0) await tx.sql(REFRESHED, [detector, names]);
  const before = new Set(past.map((row) => row.campaign));
  const born = [...new Set(campaigns.values())].filter((name) => !before.has(name));
  await writeLineage(tx, detector, windowUntil, { splits, merges }, born);
}

/** What was known of splits and merges from this window on gives way to what is known now. */
async function writeLineage(
  { db }: CasebookSession,
  detector: string,
  from: Date,
  { splits, merges }: Pick<ReturnType<Following['follow']>, 'splits' | 'merges'>,
  born: readonly string[],
): Promise<void> {
  const undone = await db
    .select({ id: campaign.id, mergedInto: campaign.mergedInto, mergedAt: campaign.mergedAt })
    .from(campaign)
    .where(and(eq(campaign.detector, detector), isNotNull(campaign.mergedAt), gte(campaign.mergedAt, from)));
  const stale = undone.flatMap(({ id }) => (merges.has(id) ? [] : [id]));
  for (const ids of chunks(stale)) {
    await db.update(campaign).set({ mergedInto: null, mergedAt: null }).where(inArray(campaign.id, ids));
  }
  const standing = new Map(undone.map((row) => [row.id, row]));
  for (const [id, { into, at }] of merges) {
    const known = standing.get(id);
    if (known?.mergedInto === into && known.mergedAt?.getTime() === at.getTime()) continue;
    await db.update(campaign).set({ mergedInto: into, mergedAt: at }).where(eq(campaign.id, id));
  }
  for (const id of born) {
    const splitFrom = splits.get(id) ?? null;
    await db
      .update(campaign)
      .set({ splitFrom })
      .where(and(eq(campaign.id, id), sql`split_from IS DISTINCT FROM ${splitFrom}`));
  }
}
