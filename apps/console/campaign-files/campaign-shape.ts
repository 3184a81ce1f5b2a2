import { z } from 'zod';
import type { CampaignFile, CampaignLine as Line } from '#casebook/campaign-files';
import { campaignStory } from '#incident/campaign-story';

const instant = z.iso.datetime().meta({ id: 'Instant' });
const count = z.number().int().min(0);

/** Campaigns of one answer at most; people read the latest. */
const LARGEST_PAGE = 500;

export const CampaignQuery = z.strictObject({
  detector: z
    .string()
    .regex(/^[a-z][a-z-]{0,63}$/, { error: 'must be the name of a detector, such as spam-campaign' })
    .optional(),
  merged: z.enum(['no', 'also']).default('no').meta({ description: 'Whether those that went into others are listed' }),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(100),
});

export const CampaignId = z.string().regex(/^[0-9a-f]{32}$/, { error: 'id: must be 32 hex digits' });

const CampaignLine = z
  .object({
    id: z.string(),
    detector: z.string(),
    first_seen: instant,
    last_seen: instant,
    findings: count,
    accounts: count.meta({ description: 'Distinct accounts that ever took part' }),
    split_from: z.string().nullable(),
    merged_into: z.string().nullable(),
    merged_at: instant.nullable(),
    aliases: z.array(z.string()).meta({ description: 'Campaigns that went into it' }),
    parts: z.array(z.string()).meta({ description: 'Campaigns that split off it' }),
    incidents: z.array(z.string()),
  })
  .meta({ id: 'Campaign' });

export const Campaigns = z.object({ campaigns: z.array(CampaignLine) }).meta({ id: 'Campaigns' });
export type Campaigns = z.infer<typeof Campaigns>;

export const CampaignDetail = CampaignLine.extend({
  because: z.string().meta({ description: 'As its latest finding says' }),
  growth: z
    .array(z.object({ until: instant, accounts: count, joined: count, records: count }))
    .meta({ description: 'Window by window; joined counts accounts that no earlier window names' }),
  members: z.array(
    z.object({ account: z.string(), records: count, tie: z.string(), first_seen: instant, last_seen: instant }),
  ),
  bans: z.array(z.object({ decided_at: instant, action: z.enum(['suspension', 'ban']), incident: z.string() })),
  reformed_at: instant.nullable().meta({ description: 'End of the first window that found it again after a ban' }),
}).meta({ id: 'CampaignDetail' });
export type CampaignDetail = z.infer<typeof CampaignDetail>;

export function shapeCampaign(line: Line): z.infer<typeof CampaignLine> {
  const { firstSeen, lastSeen, splitFrom, mergedInto, mergedAt, ...same } = line;
  return {
    ...same,
    first_seen: firstSeen.toISOString(),
    last_seen: lastSeen.toISOString(),
    split_from: splitFrom,
    merged_into: mergedInto,
    merged_at: mergedAt?.toISOString() ?? null,
  };
}

/** A campaign with its story: how it grew, who took part, and whether it formed again. */
export function shapeCampaignDetail({ growth: found, bans, ...line }: CampaignFile): CampaignDetail {
  const { growth, members, reformedAt } = campaignStory(
    found,
    bans.map(({ decidedAt }) => decidedAt),
  );
  return {
    ...shapeCampaign(line),
    because: found.at(-1)?.because ?? '',
    growth: growth.map(({ until, ...same }) => ({ ...same, until: until.toISOString() })),
    members: members.map(({ firstSeen, lastSeen, ...same }) => ({
      ...same,
      first_seen: firstSeen.toISOString(),
      last_seen: lastSeen.toISOString(),
    })),
    bans: bans.map(({ decidedAt, ...same }) => ({ ...same, decided_at: decidedAt.toISOString() })),
    reformed_at: reformedAt?.toISOString() ?? null,
  };
}
