import { z } from 'zod';
import type { Upstream, UpstreamNotice } from '#casebook/upstream-notices';
import { ENFORCEMENTS } from '#enforce/notice';

const instant = z.iso.datetime().meta({ id: 'Instant' });

/** A path has no field names, so the message says which part it means. */
export const CaseId = z.string().regex(/^case_[0-9a-f]{32}$/, { error: 'id: must be case_ and 32 hex digits' });
export const SeedId = z.uuid({ error: 'id: must be a UUID' });

/** In the shape that OpenAI documents, with the action beside its type. */
export const SafetyCase = z
  .object({
    id: z.string(),
    object: z.literal('safety.case'),
    created_at: z.number().int().meta({ description: 'Seconds since the epoch' }),
    entity_identifier: z
      .string()
      .nullable()
      .meta({ description: 'The account as the log has it; null once it was forgotten' }),
    reason: z.string().meta({ description: 'Policy category' }),
    notice: z.object({ type: z.enum(['warning', 'limit', 'deactivation', 'lifted']), action: z.enum(ENFORCEMENTS) }),
  })
  .meta({ id: 'SafetyCase' });
export type SafetyCase = z.infer<typeof SafetyCase>;

const providerName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, { error: 'must be lower case letters, digits and hyphens, such as openai' });

export const NewUpstream = z
  .strictObject({
    name: providerName.meta({ description: 'Messages come to /v1/safety/notices/NAME' }),
    secret: z.string().max(200).meta({ description: 'As the provider shows it, whsec_…' }),
  })
  .meta({ id: 'NewUpstream' });

export const UpstreamAnswer = z
  .object({ id: z.string(), name: z.string(), created_by: z.string(), created_at: instant })
  .meta({ id: 'Upstream' });
export type UpstreamAnswer = z.infer<typeof UpstreamAnswer>;

export const Upstreams = z.object({ upstreams: z.array(UpstreamAnswer) }).meta({ id: 'Upstreams' });
export type Upstreams = z.infer<typeof Upstreams>;

const said = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !text.includes('\0') && Buffer.from(text).toString() === text, {
    error: 'must be well-formed text without NUL',
  });

/** The provider's case, as its API answers; only what is needed of it. */
export const ReadCase = z
  .object({
    entity_identifier: said.max(256),
    reason: said,
    notice: z.object({ type: said }),
  })
  .meta({ id: 'UpstreamCase' });

export const Seed = z
  .object({
    id: z.string(),
    upstream: z.string(),
    type: z.string(),
    case: z.string().meta({ description: "The provider's name of its case; read it there" }),
    noticed_at: instant,
    received_at: instant,
    reason: z.string().nullable(),
    notice: z.string().nullable(),
    account: z.string().nullable().meta({ description: 'Pseudonym, were the identifier the name of an account' }),
    hunt: z
      .string()
      .nullable()
      .meta({ description: 'Where to begin: the calls that name whom the provider names, in the 30 days before' }),
    read_by: z.string().nullable(),
    read_at: instant.nullable(),
  })
  .meta({ id: 'SafetySeed' });
export type Seed = z.infer<typeof Seed>;

export const Seeds = z.object({ seeds: z.array(Seed) }).meta({ id: 'SafetySeeds' });
export type Seeds = z.infer<typeof Seeds>;

export function shapeUpstream({ id, name, createdBy, createdAt }: Upstream): UpstreamAnswer {
  return { id, name, created_by: createdBy, created_at: createdAt.toISOString() };
}

/** @param hunt  the calls of whom the notice names; null until its case was read */
export function shapeSeed(notice: UpstreamNotice, hunt: string | null): Seed {
  return {
    id: notice.id,
    upstream: notice.upstream,
    type: notice.type,
    case: notice.caseName,
    noticed_at: notice.noticedAt.toISOString(),
    received_at: notice.receivedAt.toISOString(),
    reason: notice.reason,
    notice: notice.notice,
    account: notice.account,
    hunt,
    read_by: notice.readBy,
    read_at: notice.readAt?.toISOString() ?? null,
  };
}
