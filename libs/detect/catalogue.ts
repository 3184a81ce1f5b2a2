import { accountPool } from './account-pool/account-pool.js';
import type { Detector } from './detector.js';
import { limitHammering } from './limit-hammering/limit-hammering.js';
import { sharedKey } from './shared-key/shared-key.js';
import { spamCampaign } from './spam-campaign/spam-campaign.js';

/** Every detector in service, by name. */
export const catalogue: readonly Detector[] = [accountPool, limitHammering, sharedKey, spamCampaign];
