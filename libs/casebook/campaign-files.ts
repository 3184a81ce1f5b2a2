import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const CampaignLine = z.object({
  id: z.string(),
  detector: z.string(),
  firstSeen: z.date(),
  lastSeen: z.date(),
  findings: z.number().int(),
  /** Distinct accounts that ever took part. */
  accounts: z.number().int(),
  splitFrom: z.string().nullable(),
  mergedInto: z.string().nullable(),
  mergedAt: z.date().nullable(),
  /** Campaigns that went into it. */
  aliases: z.array(z.string()),
  /** Campaigns that split off it. */
  parts: z.array(z.string()),
  incidents: z.array(z.string()),
});

/** A campaign as a list shows it. */
export type CampaignLine = z.infer<typeof CampaignLine>;

const LIST: Question<CampaignLine> = { sql: new URL('./list-campaigns.sql', import.meta.url), row: CampaignLine };

const Found = z.object({
  id: z.string(),
  windowFrom: z.date(),
  windowUntil: z.date(),
  score: z.number(),
  because: z.string(),
  members: z.array(z.object({ account: z.string(), records: z.number().int(), tie: z.string() })),
});

/** What one window found of a campaign. */
export type CampaignFinding = z.infer<typeof Found>;

const GROWTH: Question<CampaignFinding> = { sql: new URL('./campaign-growth.sql', import.meta.url), row: Found };

const Ban = z.object({ decidedAt: z.date(), action: z.enum(['suspension', 'ban']), incident: z.string() });

const BANS: Question<z.infer<typeof Ban>> = { sql: new URL('./campaign-bans.sql', import.meta.url), row: Ban };

/** A campaign with everything that runs and people have said of it. */
export interface CampaignFile extends CampaignLine {
  /** In the order of time. */
  readonly growth: readonly CampaignFinding[];
  /** Suspensions and bans, in the order of time. */
  readonly bans: readonly z.infer<typeof Ban>[];
}

/** Which campaigns to list; whatever is absent is not asked for. */
export interface CampaignFilter {
  readonly detector?: string;
  /** Seen after it. */
  readonly from?: Date;
  /** Also those that went into others. */
  readonly merged?: boolean;
}

/**
 * Campaigns, the latest seen first.
 *
 * @param limit  campaigns at most
 */
export function listCampaigns(
  casebook: CasebookSession,
  { detector, from, merged = false }: CampaignFilter,
  limit: number,
): Promise<CampaignLine[]> {
  return casebook.sql(LIST, [detector ?? null, from ?? null, merged, null, limit]);
}

/** Everything known of one campaign. @returns undefined when there is none of that name */
export async function getCampaign(casebook: CasebookSession, id: string): Promise<CampaignFile | undefined> {
  const [line] = await casebook.sql(LIST, [null, null, true, id, 1]);
  if (line === undefined) return undefined;
  return { ...line, growth: await casebook.sql(GROWTH, [id]), bans: await casebook.sql(BANS, [id]) };
}

const EVIDENCE: Question<{ record: string }> = {
  sql: new URL('./campaign-evidence.sql', import.meta.url),
  row: z.object({ record: z.string() }),
};

/** Records looked at; each finding shows 50 at most. */
const MOST_EVIDENCE = 5_000;

/** Names of the records that findings of a campaign give as evidence. */
export async function campaignEvidence(casebook: CasebookSession, id: string): Promise<string[]> {
  return (await casebook.sql(EVIDENCE, [id, MOST_EVIDENCE])).map(({ record }) => record);
}
