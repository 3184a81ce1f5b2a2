import { z } from 'zod';
import { instant } from '../instant.js';

export const AuditQuery = z.strictObject({
  actor: z.string().max(200).optional(),
  action: z
    .string()
    .regex(/^[a-z_.]{1,64}$/, { error: 'must be an action such as incident.reveal' })
    .optional(),
  object: z.string().max(200).optional().meta({ description: 'Such as an incident or an action set' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  before: z.coerce.number().int().min(1).optional().meta({ description: 'Sequence number; asks for earlier ones' }),
});

const AuditEntry = z
  .object({
    sequence: z.number().int(),
    at: instant,
    actor: z.string(),
    action: z.string(),
    object_kind: z.string(),
    object: z.string(),
    reason: z.string(),
    details: z.record(z.string(), z.unknown()),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });

export const AuditPage = z
  .object({ entries: z.array(AuditEntry), next_before: z.number().int().nullable() })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;

export const AuditVerification = z
  .object({
    whole: z.boolean(),
    entries: z.number().int(),
    /** Write it down elsewhere: a chain rewritten from its start ends in another one. */
    head: z.string(),
    broken: z.object({ sequence: z.number().int(), because: z.string() }).nullable(),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.infer<typeof AuditVerification>;
