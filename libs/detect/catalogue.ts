import { accountPool } from './account-pool/account-pool.js';
import { coordinatedAccounts } from './coordinated-accounts/coordinated-accounts.js';
import type { Detector } from './detector.js';
import { emergingCluster } from './emerging-cluster/emerging-cluster.js';
import { filterEvasion } from './filter-evasion/filter-evasion.js';
import { limitHammering } from './limit-hammering/limit-hammering.js';
import { limitRiding } from './limit-riding/limit-riding.js';
import { modelExtraction } from './model-extraction/model-extraction.js';
import { narrativeFanOut } from './narrative-fan-out/narrative-fan-out.js';
import { persistentViolation } from './persistent-violation/persistent-violation.js';
import { personaFarm } from './persona-farm/persona-farm.js';
import { sharedKey } from './shared-key/shared-key.js';
import { spamCampaign } from './spam-campaign/spam-campaign.js';
import { usageSpike } from './usage-spike/usage-spike.js';

/** Every detector in service, by name. */
export const catalogue: readonly Detector[] = [
  accountPool,
  coordinatedAccounts,
  emergingCluster,
  filterEvasion,
  limitHammering,
  limitRiding,
  modelExtraction,
  narrativeFanOut,
  persistentViolation,
  personaFarm,
  sharedKey,
  spamCampaign,
  usageSpike,
];
