import { z } from 'zod';
import type { EntityFile } from '#casebook/entity-file';
import { ENTITY_KINDS } from '#hunt/entity';
import { TYING, type TyingTrait } from '#hunt/neighbours';
import { TRAITS } from '#hunt/things';
import { instant, TimelineAnswer } from '../hunts/hunt-shape.js';

const count = z.number().int().min(0);
const trait = z.enum(TRAITS);
const tying = z.enum(Object.keys(TYING) as [TyingTrait, ...TyingTrait[]]);

/** A path has no field names, so the message says which part it means. */
export const EntityKindName = z.enum(ENTITY_KINDS, { error: `kind: must be one of ${ENTITY_KINDS.join(', ')}` });

export const EntityId = z
  .string()
  .regex(/^([0-9a-f]{32}|[0-9]{1,20})$/, { error: 'id: must be 32 hex digits, or the decimal digits of a template' });

const sum = { calls: count, accounts: count, tokens: count.nullable(), cost_micro_usd: count.nullable() };

const Thing = z.object({ trait: tying, value: z.string() });

export const EntityQuery = z.strictObject({
  unblind: z.enum(['yes']).optional().meta({
    description: 'Tells findings and incidents of an account under open blind review too; written down with who asked',
  }),
});

/** What an entity's calls amount to over some days, and what else is known of it. */
export const Entity = z
  .object({
    kind: z.enum(ENTITY_KINDS),
    id: z.string(),
    from: instant,
    until: instant,
    hunt: z.string().meta({ description: 'The same calls as a hunt' }),
    days: TimelineAnswer.shape.points.meta({ description: 'Days that hold any call' }),
    things: z
      .array(
        z.object({
          trait,
          values: z.array(z.object({ value: z.string(), ...sum })),
          in_all: count.meta({ description: 'Distinct values; the leading ones are shown' }),
        }),
      )
      .meta({ description: 'What its calls have: models, accounts, networks and so on' }),
    neighbours: z
      .object({
        in_all: count,
        closest: z
          .array(z.object({ account: z.string(), shares: z.array(Thing) }))
          .meta({ description: '100 at most' }),
        shared: z.array(Thing.extend({ others: count })),
      })
      .nullable()
      .meta({
        description: 'Other accounts that share what an account has; null for other kinds, whose accounts are things',
      }),
    blind: z.boolean().meta({
      description:
        'An account whose blind review is open: findings and incidents are withheld unless unblind is asked for',
    }),
    findings: z.array(
      z.object({
        id: z.string(),
        detector: z.string(),
        mode: z.enum(['scheduled', 'shadow', 'backtest', 'retro']),
        from: instant,
        until: instant,
        point: z.enum(['report', 'act']),
        because: z.string(),
        withheld: z.string().nullable(),
        incident: z.string().nullable(),
      }),
    ),
    incidents: z.array(
      z.object({
        id: z.string(),
        detector: z.string(),
        category: z.string(),
        severity: z.enum(['low', 'medium', 'high', 'critical']),
        state: z.enum(['open', 'confirmed', 'dismissed', 'uncertain']),
        last_seen: instant,
        because: z.string(),
        accounts: count,
        action: z.string().nullable().meta({ description: 'Of the latest disposition; null before the first' }),
        decided_by: z.string().nullable(),
        decided_at: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'Entity' });
export type Entity = z.infer<typeof Entity>;

/** What the casebook says, as an entity's page shows it. */
export function shapeEntityFile({ findings, incidents }: EntityFile): Pick<Entity, 'findings' | 'incidents'> {
  return {
    findings: findings.map(({ windowFrom, windowUntil, ...same }) => ({
      ...same,
      from: windowFrom.toISOString(),
      until: windowUntil.toISOString(),
    })),
    incidents: incidents.map(({ lastSeen, decidedBy, decidedAt, ...same }) => ({
      ...same,
      last_seen: lastSeen.toISOString(),
      decided_by: decidedBy,
      decided_at: decidedAt?.toISOString() ?? null,
    })),
  };
}
