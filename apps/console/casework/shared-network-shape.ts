import { z } from 'zod';
import type { SharedNetwork } from '#casebook/guard-rails';
import { instant } from '../instant.js';
import { Reason } from '../reason.js';

const KINDS = ['network', 'asn'] as const;
const USAGES = ['carrier_nat', 'vpn', 'cloud_egress', 'campus'] as const;

export const SharedNetworkEntry = z
  .object({
    id: z.uuid(),
    kind: z.enum(KINDS),
    subject: z.string(),
    usage: z.enum(USAGES),
    provenance: z.string(),
    added_by: z.string(),
    added_at: instant,
    since: instant,
    expires_at: instant,
    removed_by: z.string().nullable(),
    removed_at: instant.nullable(),
    removed_because: z.string().nullable(),
  })
  .meta({ id: 'SharedNetwork' });
export type SharedNetworkEntry = z.infer<typeof SharedNetworkEntry>;
export const SharedNetworks = z.object({ shared_networks: z.array(SharedNetworkEntry) }).meta({ id: 'SharedNetworks' });
export type SharedNetworks = z.infer<typeof SharedNetworks>;

export const SharedNetworkQuery = z.strictObject({ standing: z.enum(['only', 'all']).default('only') });

/** An autonomous system is public and bears its number; a network bears a pseudonym. */
const subjects = {
  network: /^[0-9a-f]{32}$/,
  asn: /^[1-9]\d{0,9}$/,
};

export const NewSharedNetwork = z
  .strictObject({
    kind: z.enum(KINDS),
    subject: z.string().meta({ description: 'Pseudonym of the network, or the number of the autonomous system' }),
    usage: z.enum(USAGES),
    provenance: Reason.meta({ description: 'Where it is known from, so that another person can check it' }),
    expires_at: z.iso.datetime({ offset: true }),
  })
  .refine(
    ({ kind, subject }) => subjects[kind].test(subject) && Number(kind === 'network' || subject) <= 4_294_967_295,
    {
      error: 'must be 32 hex digits for a network, or the number of an autonomous system up to 4294967295',
      path: ['subject'],
    },
  )
  .meta({ id: 'NewSharedNetwork' });

export const SharedNetworkId = z.uuid({ error: 'id: must be a UUID' });
export const SharedNetworkEnd = z.strictObject({ reason: Reason }).meta({ id: 'SharedNetworkEnd' });

export function shapeSharedNetwork(row: SharedNetwork): SharedNetworkEntry {
  const { subjectKind, addedBy, addedAt, since, expiresAt, removedBy, removedAt, removedBecause, ...same } = row;
  return {
    ...same,
    kind: subjectKind,
    added_by: addedBy,
    added_at: addedAt.toISOString(),
    since: since.toISOString(),
    expires_at: expiresAt.toISOString(),
    removed_by: removedBy,
    removed_at: removedAt?.toISOString() ?? null,
    removed_because: removedBecause,
  };
}
