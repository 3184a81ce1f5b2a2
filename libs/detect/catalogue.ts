import { coordinatedAccounts } from './coordinated-accounts/coordinated-accounts.js';
import type { Detector } from './detector.js';
import { limitHammering } from './limit-hammering/limit-hammering.js';
import { spamCampaign } from './spam-campaign/spam-campaign.js';
import { usageSpike } from './usage-spike/usage-spike.js';

/** Every detector in service, by name. */
export const catalogue: readonly Detector[] = [coordinatedAccounts, limitHammering, spamCampaign, usageSpike];
