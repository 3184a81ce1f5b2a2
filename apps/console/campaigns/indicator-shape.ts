import { z } from 'zod';
import { TLP } from '#share/shared-campaign';
import { Reason } from '../reason.js';

/** A path has no field names, so the message says which part it means. */
export const CampaignId = z.string().regex(/^[0-9a-f]{32}$/, { error: 'id: must be 32 hex digits' });

/** Names of domains a person puts to one export at most. */
const MOST_NAMES = 100;

const domainName = z
  .string()
  .max(253)
  .regex(/^([\p{L}\p{N}_-]{1,63}\.)+[\p{L}\p{N}-]{2,63}$/u, {
    error: 'must be a registered domain such as pills.example',
  });

export const IndicatorQuery = z.strictObject({
  format: z.enum(['stix', 'misp']).default('stix'),
  tlp: z.enum(TLP).default('amber').meta({ description: 'To whom receivers may hand it on, TLP 2.0' }),
  producer: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .default('Usewatch')
    .meta({ description: 'Name of who tells it, as peers know them' }),
  reason: Reason.meta({ description: 'Why it is shared; it is written down' }),
  domain: z
    .union([domainName, z.array(domainName).max(MOST_NAMES)])
    .optional()
    .meta({
      description:
        'Domains the campaign promotes, by name: the warehouse knows pseudonyms alone, and shares a name only where it was given and is right',
    }),
});

/** Media types of the two formats. */
export const MEDIA_TYPES = { stix: 'application/stix+json;version=2.1', misp: 'application/json' } as const;
