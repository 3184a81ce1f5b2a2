import { z } from 'zod';
import type { IncidentRelations } from '#casebook/incident-relations';
import type { Evidence } from '#detect/evidence';
import { type SharedThing, THING_KINDS } from '#detect/shared-things';

const instant = z.iso.datetime().meta({ id: 'Instant' });
const count = z.number().int().min(0);

/** Accounts a graph shows; more of them are a ball of wool. */
export const MOST_ACCOUNTS = 300;

/** Lines between accounts and things; a browser draws them smoothly, a person reads no more. */
export const MOST_LINKS = 3_000;

/** Records listed as evidence; as many as four findings show. */
export const MOST_EVIDENCE = 200;

export const Relations = z
  .object({
    campaigns: z.array(z.string()).meta({ description: 'Ids of its campaigns, latest seen first' }),
    similar: z.array(
      z.object({
        id: z.string(),
        detector: z.string(),
        category: z.string(),
        severity: z.enum(['low', 'medium', 'high', 'critical']),
        state: z.enum(['open', 'confirmed', 'dismissed', 'uncertain']),
        because: z.string(),
        accounts: count,
        last_seen: instant,
        decided_at: instant.nullable(),
        shared_accounts: count.meta({ description: 'In both; 0 where it is merely of the same kind' }),
      }),
    ),
    others: z.array(
      z.object({
        detector: z.string(),
        mode: z.enum(['scheduled', 'shadow', 'retro']),
        because: z.string(),
        window_until: instant,
        incident: z.string().nullable(),
        findings: count,
        accounts: count.meta({ description: 'Of the accounts of this incident, how many it names' }),
      }),
    ),
  })
  .meta({ id: 'IncidentRelations' });
export type Relations = z.infer<typeof Relations>;

export const Course = z
  .object({
    days: z.array(z.object({ day: z.string(), accounts: count, calls: count, refused: count, cents: count })),
    calls: count.meta({ description: 'All calls of its accounts while it was seen' }),
    cents: count.meta({ description: 'What these cost, US cents' }),
    cut: z.boolean().meta({ description: `Whether only the first ${MOST_ACCOUNTS} accounts are counted` }),
  })
  .meta({ id: 'IncidentCourse' });
export type Course = z.infer<typeof Course>;

export const Links = z
  .object({
    accounts: z.array(z.string()),
    things: z.array(z.object({ kind: z.enum(THING_KINDS), id: z.string(), holders: count })),
    links: z.array(z.object({ account: z.string(), kind: z.enum(THING_KINDS), thing: z.string(), records: count })),
    left_out: z.object({ accounts: count, links: z.boolean() }).meta({ description: 'What the caps have cut off' }),
  })
  .meta({ id: 'IncidentLinks' });
export type Links = z.infer<typeof Links>;

export const EvidenceList = z
  .object({
    records: z.array(
      z.object({
        record: z.string(),
        at: instant,
        account: z.string(),
        key: z.string(),
        model: z.string(),
        operation: z.string(),
        status: count,
        error: z.string(),
        finish_reason: z.string(),
        input_tokens: count,
        output_tokens: count,
      }),
    ),
    missing: count.meta({ description: 'Records that retention has removed' }),
  })
  .meta({ id: 'EvidenceList' });
export type EvidenceList = z.infer<typeof EvidenceList>;

export function shapeRelations({ campaigns, similar, others }: IncidentRelations): Relations {
  return {
    campaigns: [...campaigns],
    similar: similar.map(({ lastSeen, decidedAt, sharedAccounts, ...same }) => ({
      ...same,
      last_seen: lastSeen.toISOString(),
      decided_at: decidedAt?.toISOString() ?? null,
      shared_accounts: sharedAccounts,
    })),
    others: others.map(({ windowUntil, ...same }) => ({ ...same, window_until: windowUntil.toISOString() })),
  };
}

/**
 * A graph of accounts and the things they share.
 *
 * @param accounts  all of the incident
 * @param shared    what the first `MOST_ACCOUNTS` of them share, one more than `MOST_LINKS` at most
 */
export function shapeLinks(accounts: readonly string[], shared: readonly SharedThing[]): Links {
  const shown = shared.slice(0, MOST_LINKS);
  const things = new Map(shown.map(({ kind, thing, holders }) => [`${kind} ${thing}`, { kind, id: thing, holders }]));
  return {
    accounts: accounts.slice(0, MOST_ACCOUNTS),
    things: [...things.values()],
    links: shown.map(({ account, kind, thing, records }) => ({ account, kind, thing, records })),
    left_out: { accounts: Math.max(0, accounts.length - MOST_ACCOUNTS), links: shared.length > MOST_LINKS },
  };
}

/** @param wanted  distinct records that were asked for */
export function shapeEvidence(found: readonly Evidence[], wanted: number): EvidenceList {
  return {
    records: found.map(({ at, finishReason, inputTokens, outputTokens, ...same }) => ({
      ...same,
      at: at.toISOString(),
      finish_reason: finishReason,
      input_tokens: inputTokens,
      output_tokens: outputTokens,
    })),
    missing: wanted - found.length,
  };
}
