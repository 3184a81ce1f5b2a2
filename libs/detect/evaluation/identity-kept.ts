import { continueCampaigns, type KnownCampaign } from '#detect/campaign-identity';
import type { Finding } from '#detect/detector';

/**
 * Of the accounts in a campaign in two consecutive runs, the share whose campaign kept its name.
 *
 * @param runs  findings of each run, in the order of time
 * @returns     0..1, or null when nobody was in a campaign twice in a row
 */
export function identityKept(runs: readonly (readonly Finding[])[]): number | null {
  let known: readonly KnownCampaign[] = [];
  let before = new Map<string, string>();
  let [stayed, kept] = [0, 0];
  for (const findings of runs) {
    const found = findings.flatMap(({ subject, members = [] }) =>
      subject.kind === 'campaign' && members.length > 0
        ? [{ id: subject.id, accounts: members.map(({ account }) => account) }]
        : [],
    );
    const { ids, known: next } = continueCampaigns(known, found);
    const now = new Map(
      found.flatMap(({ id, accounts }) => accounts.map((account) => [account, ids.get(id) ?? id] as const)),
    );
    for (const [account, id] of now) {
      const earlier = before.get(account);
      if (earlier === undefined) continue;
      stayed += 1;
      if (earlier === id) kept += 1;
    }
    [known, before] = [next, now];
  }
  return stayed === 0 ? null : kept / stayed;
}
