import { z } from 'zod';

const instant = z.iso.datetime().meta({ id: 'Instant' });

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

export const AuditEntry = z
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

/** A weekly draw; which case belongs to which stratum is told to nobody before it is labelled. */
export const AuditSample = z
  .object({
    week: z.string().meta({ example: '2026-W40' }),
    from: instant,
    until: instant,
    drawn_at: instant,
    drawn: z.number().int(),
    labelled: z.number().int(),
    strata: z.array(
      z.object({
        stratum: z.enum(['act', 'report', 'shadow', 'unflagged']),
        accounts: z.number().int(),
        drawn: z.number().int(),
        probability: z.number(),
        labelled: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'AuditSample' });
export const AuditSamples = z.object({ samples: z.array(AuditSample) }).meta({ id: 'AuditSamples' });
export type AuditSamples = z.infer<typeof AuditSamples>;

export const NewSample = z
  .strictObject({
    week: z
      .string()
      .regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, { error: 'must be a week such as 2026-W40' })
      .optional()
      .meta({ description: 'The last complete week when left out' }),
  })
  .meta({ id: 'NewSample' });
