import { accountPool } from './account-pool/account-pool.js';
import { coordinatedAccounts } from './coordinated-accounts/coordinated-accounts.js';
import type { Detector } from './detector.js';
import { emergingCluster } from './emerging-cluster/emerging-cluster.js';
import { limitHammering } from './limit-hammering/limit-hammering.js';
import { sharedKey } from './shared-key/shared-key.js';
import { spamCampaign } from './spam-campaign/spam-campaign.js';
import { usageSpike } from './usage-spike/usage-spike.js';

/** Every detector in service, by name. */
export const catalogue: readonly Detector[] = [
  accountPool,
  coordinatedAccounts,
  emergingCluster,
  limitHammering,
  sharedKey,
  spamCampaign,
  usageSpike,
];
