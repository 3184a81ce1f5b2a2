import { z } from 'zod';
import type { DeliveryLine } from '#casebook/webhook-deliveries';
import type { WebhookEndpoint } from '#casebook/webhook-endpoints';
import { NOTICE_TYPES } from '#enforce/notice';

const instant = z.iso.datetime().meta({ id: 'Instant' });
const count = z.number().int().min(0);

/** A path has no field names, so the message says which part it means. */
export const EndpointId = z.uuid({ error: 'id: must be a UUID' });

/** Hours both secrets hold at most while one is rotated. */
const LONGEST_OVERLAP = 168;

/** Text a person wrote; PostgreSQL keeps neither NUL nor half a surrogate pair. */
const line = z
  .string()
  .trim()
  .max(200)
  .refine((text) => !text.includes('\0') && Buffer.from(text).toString() === text, {
    error: 'must be well-formed text without NUL',
  });

export const NewEndpoint = z
  .strictObject({
    url: z.string().max(2_000).meta({ example: 'https://gateway.example/usewatch' }),
    description: line.default(''),
    types: z
      .array(z.enum(NOTICE_TYPES))
      .min(1)
      .default([...NOTICE_TYPES])
      .meta({ description: 'Messages it wants; all of them when left out' }),
  })
  .meta({ id: 'NewWebhookEndpoint' });

export const Rotation = z
  .strictObject({
    overlap_hours: z.number().int().min(0).max(LONGEST_OVERLAP).default(24).meta({
      description: 'For so long messages are signed with the former secret as well; 0 when it has leaked',
    }),
  })
  .meta({ id: 'WebhookRotation' });

export const Disabling = z.strictObject({ reason: line.min(1) }).meta({ id: 'WebhookDisabling' });

export const Endpoint = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    types: z.array(z.string()),
    created_by: z.string(),
    created_at: instant,
    disabled_at: instant.nullable(),
    disabled_because: z.string().nullable(),
  })
  .meta({ id: 'WebhookEndpoint' });
export type Endpoint = z.infer<typeof Endpoint>;

export const Endpoints = z.object({ endpoints: z.array(Endpoint) }).meta({ id: 'WebhookEndpoints' });
export type Endpoints = z.infer<typeof Endpoints>;

export const MadeEndpoint = z
  .object({ endpoint: Endpoint, secret: z.string().meta({ description: 'Shown once; it signs every message' }) })
  .meta({ id: 'MadeWebhookEndpoint' });
export type MadeEndpoint = z.infer<typeof MadeEndpoint>;

export const DeliveryQuery = z.strictObject({
  state: z.enum(['waiting', 'delivered', 'dead']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const Deliveries = z
  .object({
    deliveries: z.array(
      z.object({
        event: z.string(),
        type: z.string(),
        case: z.string().nullable(),
        state: z.enum(['waiting', 'delivered', 'dead']),
        attempts: count,
        due_at: instant,
        log: z.array(
          z.object({ at: z.string(), milliseconds: count, status: z.number().int().nullable(), fault: z.string() }),
        ),
      }),
    ),
  })
  .meta({ id: 'WebhookDeliveries' });
export type Deliveries = z.infer<typeof Deliveries>;

export const SentAgain = z.object({ deliveries: count }).meta({ id: 'WebhookSentAgain' });
export type SentAgain = z.infer<typeof SentAgain>;

export function shapeEndpoint(endpoint: WebhookEndpoint): Endpoint {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    types: [...endpoint.types],
    created_by: endpoint.createdBy,
    created_at: endpoint.createdAt.toISOString(),
    disabled_at: endpoint.disabledAt?.toISOString() ?? null,
    disabled_because: endpoint.disabledBecause,
  };
}

export function shapeDelivery({ safetyCase, dueAt, ...same }: DeliveryLine): Deliveries['deliveries'][number] {
  return { ...same, case: safetyCase, due_at: dueAt.toISOString() };
}
