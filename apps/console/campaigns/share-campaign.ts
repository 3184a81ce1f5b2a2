import { createHmac } from 'node:crypto';
import { campaignEvidence, getCampaign } from '#casebook/campaign-files';
import type { Casebook } from '#casebook/casebook';
import { readInstallation } from '#casebook/installation';
import { catalogue } from '#detect/catalogue';
import { campaignIndicators, namedDomains } from '#share/campaign-indicators';
import type { SharedCampaign, SharedIndicator, Tlp } from '#share/shared-campaign';
import type { Warehouse } from '#warehouse/warehouse';
import type { Outgoing } from '../tokens.js';

/** Accounts that a campaign needs before anything of it is shared: one or two would be known to whoever lost them. */
export const LEAST_ACCOUNTS = 3;

/** What came of the wish to share a campaign. */
export type Shared =
  | { readonly outcome: 'shared'; readonly campaign: SharedCampaign }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'too-small'; readonly accounts: number }
  /** Names that the campaign does not promote, or that an account of it bears. */
  | { readonly outcome: 'names-refused'; readonly names: readonly string[] };

/** Who tells it, to whom, and which domains by name. */
export interface Sharing {
  readonly producer: string;
  readonly tlp: Tlp;
  readonly domains: readonly string[];
}

/**
 * What peers may be told of a campaign.
 *
 * @throws {CasebookError | WarehouseError}
 */
export async function shareCampaign(
  { casebook, warehouse }: { readonly casebook: Casebook; readonly warehouse: Warehouse },
  { pseudonymOf, hashKeyId }: Pick<Outgoing, 'pseudonymOf' | 'hashKeyId'>,
  id: string,
  { producer, tlp, domains }: Sharing,
): Promise<Shared> {
  const file = await getCampaign(casebook, id);
  if (file === undefined) return { outcome: 'unknown' };
  if (file.accounts < LEAST_ACCOUNTS) return { outcome: 'too-small', accounts: file.accounts };
  const accounts = [...new Set(file.growth.flatMap(({ members }) => members.map(({ account }) => account)))];
  const { firstSeen, lastSeen, detector } = file;
  const found = await warehouse.ask(campaignIndicators, {
    from: firstSeen,
    until: lastSeen,
    accounts,
    records: await campaignEvidence(casebook, id),
  });
  const members = new Set(accounts);
  const isAccount = (name: string) => members.has(pseudonymOf('account', name));
  const named = namedDomains(found, domains, (name) => pseudonymOf('domain', name), isAccount);
  if (named.refused.length > 0) return { outcome: 'names-refused', names: named.refused };
  const installation = await readInstallation(casebook);
  return {
    outcome: 'shared',
    campaign: {
      producer: { id: installation?.id ?? id, name: producer },
      id,
      category: catalogue.find(({ name }) => name === detector)?.category ?? 'OTH',
      detector,
      firstSeen,
      lastSeen,
      accounts: file.accounts,
      tlp,
      hashKey: hashKeyId,
      indicators: named.indicators.flatMap(({ kind, value, name, accounts: some }): SharedIndicator[] => {
        // A domain without a name is a pseudonym, which tells peers nothing.
        if (kind === 'domain') return name === undefined ? [] : [{ kind, value: name, accounts: some }];
        return [{ kind, value, accounts: some }];
      }),
    },
  };
}

/** A short name of a key that gives nothing of it away. */
export function keyIdOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('usewatch name of a hash key').digest('hex').slice(0, 16);
}
