import { z } from 'zod';
import { Reason } from '../reason.js';
import type { Listed } from './known-discoveries.js';

const instant = z.iso.datetime().meta({ id: 'Instant' });
const count = z.number().int().min(0);

const DISCOVERY_MARKS = ['looked_at', 'explained'] as const;

export const DiscoveryQuery = z.strictObject({
  state: z.enum(['waiting', 'all']).default('waiting').meta({
    description: 'waiting: seen in the last 30 days, neither marked nor explained by a detector',
  }),
});

export const DiscoveryId = z.string().regex(/^[0-9a-f]{32}$/, { error: 'id: must be 32 hex digits' });

export const NewMark = z
  .strictObject({ mark: z.enum(DISCOVERY_MARKS), reason: Reason })
  .meta({ id: 'NewDiscoveryMark' });

export const Discovery = z
  .object({
    id: z.string(),
    detector: z.string(),
    state: z.enum(['new', ...DISCOVERY_MARKS]),
    because: z.string(),
    score: z.number(),
    first_seen: instant.meta({ description: 'First day that anybody was at work' }),
    last_seen: instant,
    languages: z.array(z.string()).meta({ description: 'Primary tags of BCP 47; none when unsure' }),
    growth: z.array(z.object({ day: z.string(), accounts: count })),
    members: z.array(z.object({ account: z.string(), records: count, tie: z.string() })),
    evidence: z.array(z.string()).meta({ description: 'Pseudonymous records of the latest finding' }),
    marks: z.array(
      z.object({ mark: z.enum(DISCOVERY_MARKS), marked_by: z.string(), marked_at: instant, reason: z.string() }),
    ),
    explained_by: z.array(z.object({ detector: z.string(), accounts: count })),
  })
  .meta({ id: 'Discovery' });
export type Discovery = z.infer<typeof Discovery>;

export const Discoveries = z.object({ discoveries: z.array(Discovery) }).meta({ id: 'Discoveries' });
export type Discoveries = z.infer<typeof Discoveries>;

export function shapeDiscovery(discovery: Listed): Discovery {
  const { id, detector, state, because, score, firstSeen, lastSeen, growth, members, marks } = discovery;
  return {
    id,
    detector,
    state,
    because,
    score,
    first_seen: firstSeen.toISOString(),
    last_seen: lastSeen.toISOString(),
    languages: [...discovery.languages],
    growth: [...growth],
    members: members.map(({ account, records, tie }) => ({ account, records, tie })),
    evidence: [...discovery.evidence],
    marks: marks.map(({ mark, markedBy, markedAt, reason }) => ({
      mark,
      marked_by: markedBy,
      marked_at: markedAt.toISOString(),
      reason,
    })),
    explained_by: [...discovery.explainedBy],
  };
}
