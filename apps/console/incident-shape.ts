import { z } from 'zod';
import type { IncidentFile, IncidentLine } from '#casebook/incidents';
import { blinded, blindedFile } from '#casework/blind-review';
import { ACTIONS, DispositionDraft, VERDICTS } from '#incident/life-cycle';
import { instant } from './instant.js';

const count = z.number().int().min(0);
const pseudonym = z.string().regex(/^[0-9a-f]{32}$/, { error: 'must be 32 hex digits' });

const STATES = ['open', ...VERDICTS] as const;
const point = z.enum(['report', 'act']);

/** Categories a disposition may name, from its own schema so that both stay one list. */
const category = DispositionDraft.shape.category.unwrap();

/** Incidents on one page at most; more of them take longer to read than to ask for again. */
const LARGEST_PAGE = 200;

export const IncidentQuery = z.strictObject({
  state: z.enum(STATES).optional(),
  category: category.optional(),
  detector: z
    .string()
    .regex(/^[a-z][a-z-]{0,63}$/, { error: 'must be the name of a detector, such as limit-hammering' })
    .optional(),
  account: pseudonym.optional().meta({ description: 'Pseudonym of an account that takes part' }),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(50),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/, { error: 'must be the next_cursor of the page before' })
    .optional(),
});

/** A path has no field names, so the message says which part it means. */
export const IncidentId = z.string().regex(/^[0-9a-f]{32}$/, { error: 'id: must be 32 hex digits' });

export const NewDisposition = z
  .strictObject({
    verdict: DispositionDraft.shape.verdict,
    category: DispositionDraft.shape.category,
    action: DispositionDraft.shape.action,
    // PostgreSQL keeps neither NUL nor half a surrogate pair.
    reason: DispositionDraft.shape.reason.refine(
      (text) => !text.includes('\0') && Buffer.from(text).toString() === text,
      {
        error: 'must be well-formed text without NUL',
      },
    ),
    seen: z.number().int().min(0).max(100_000).optional().meta({
      description:
        'Dispositions you saw; when somebody has decided since, yours is refused instead of written over theirs',
    }),
  })
  .meta({ id: 'NewDisposition' });

export const Incident = z
  .object({
    id: pseudonym,
    state: z.enum(STATES),
    category: z.string(),
    severity: z.enum(['low', 'medium', 'high', 'critical']),
    detector: z.string(),
    version: count,
    subject: z.object({ kind: z.enum(['account', 'key', 'network', 'campaign']), id: z.string() }),
    because: z.string().meta({ description: 'One plain sentence with the numbers that matter' }),
    point: point.meta({ description: 'report asks for a look; act passed the stricter threshold' }),
    score: z.number().meta({ description: "On the detector's own scale; higher is stronger" }),
    accounts: count.meta({ description: 'Distinct accounts that take part' }),
    dispositions: count,
    opened_at: instant,
    first_seen: instant,
    last_seen: instant,
    decided_at: instant.nullable(),
  })
  .meta({ id: 'Incident' });

export const IncidentPage = z
  .object({
    incidents: z.array(Incident),
    next_cursor: z.string().nullable().meta({ description: 'Asks for the next page; null on the last' }),
  })
  .meta({ id: 'IncidentPage' });
export type IncidentPage = z.infer<typeof IncidentPage>;

const Disposition = z
  .object({
    ordinal: count,
    verdict: z.enum(VERDICTS),
    category: z.string(),
    action: z.enum(ACTIONS),
    reason: z.string(),
    decided_by: z.string(),
    decided_at: instant,
    policy_version: z.string(),
  })
  .meta({ id: 'Disposition' });

export const IncidentDetail = Incident.extend({
  members: z.array(z.object({ account: z.string(), records: count, tie: z.string() })),
  findings: z.array(
    z.object({
      id: z.string(),
      version: count,
      mode: z.enum(['scheduled', 'retro']),
      window: z.object({ from: instant, until: instant }),
      score: z.number(),
      point,
      because: z.string(),
      numbers: z.record(z.string(), z.number()),
      evidence: z.array(z.string()).meta({ description: 'Pseudonymous records that show the case best' }),
    }),
  ),
  decisions: z.array(Disposition),
}).meta({ id: 'IncidentDetail' });
export type IncidentDetail = z.infer<typeof IncidentDetail>;

/** An incident as a page of them shows it. */
export function shapeIncident(incident: IncidentLine): z.infer<typeof Incident> {
  const { subjectKind, subject, openedAt, firstSeen, lastSeen, decidedAt, blind: _, ...same } = blinded(incident);
  return {
    ...same,
    subject: { kind: subjectKind, id: subject },
    opened_at: openedAt.toISOString(),
    first_seen: firstSeen.toISOString(),
    last_seen: lastSeen.toISOString(),
    decided_at: decidedAt?.toISOString() ?? null,
  };
}

/** An incident with its members, findings and decisions. */
export function shapeIncidentDetail(file: IncidentFile): IncidentDetail {
  const incident = blindedFile(file);
  return {
    ...shapeIncident(incident),
    members: [...incident.members],
    findings: incident.findings.map(({ windowFrom, windowUntil, ...same }) => ({
      ...same,
      window: { from: windowFrom.toISOString(), until: windowUntil.toISOString() },
    })),
    decisions: incident.decisions.map(({ decidedBy, decidedAt, policyVersion, ...same }) => ({
      ...same,
      decided_by: decidedBy,
      decided_at: decidedAt.toISOString(),
      policy_version: policyVersion,
    })),
  };
}
