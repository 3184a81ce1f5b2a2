import type { Member } from '#detect/detector';

/** What one window found of a campaign. */
interface Found {
  readonly windowFrom: Date;
  readonly windowUntil: Date;
  readonly members: readonly Member[];
}

/** A campaign window by window. */
export interface CampaignStory {
  readonly growth: readonly {
    readonly until: Date;
    readonly accounts: number;
    /** Accounts that no earlier window names. */
    readonly joined: number;
    readonly records: number;
  }[];
  /** Everybody who took part, ascending; what ties each in is as the latest window that names it says. */
  readonly members: readonly (Member & { readonly firstSeen: Date; readonly lastSeen: Date })[];
  /** End of the first window that began after accounts of it were banned; null when it did not form again. */
  readonly reformedAt: Date | null;
}

/**
 * Tells how a campaign grew, who took part, and whether it formed again after a ban.
 *
 * @param found  in the order of their windows
 * @param bans   when accounts of it were suspended or banned
 */
export function campaignStory(found: readonly Found[], bans: readonly Date[]): CampaignStory {
  const members = new Map<string, Member & { firstSeen: Date; lastSeen: Date }>();
  const growth = found.map(({ windowFrom, windowUntil, members: some }) => {
    let joined = 0;
    for (const member of some) {
      const known = members.get(member.account);
      if (known === undefined) joined += 1;
      members.set(member.account, { ...member, firstSeen: known?.firstSeen ?? windowFrom, lastSeen: windowUntil });
    }
    const records = some.reduce((sum, each) => sum + each.records, 0);
    return { until: windowUntil, accounts: some.length, joined, records };
  });
  const [banned] = bans;
  const reformed = banned === undefined ? undefined : found.find(({ windowFrom }) => windowFrom >= banned);
  return {
    growth,
    members: [...members.values()].sort((a, b) => (a.account < b.account ? -1 : 1)),
    reformedAt: reformed?.windowUntil ?? null,
  };
}
