import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const count = z.number().int().nonnegative();

const FinishedRun = z.object({
  id: z.string(),
  detector: z.string(),
  version: count,
  mode: z.enum(['scheduled', 'shadow', 'backtest', 'retro']),
  window_from: z.date(),
  window_until: z.date(),
  state: z.enum(['done', 'failed', 'cancelled']),
  started_at: z.date(),
  finished_at: z.date(),
  records: count,
  findings: count,
  /** Distinct accounts that its findings name. */
  accounts: count,
});

/** A run that has come to an end, as dashboards learn of it. */
export type FinishedRun = z.infer<typeof FinishedRun>;

const ConfirmedAccount = z.object({ day: z.string(), incident: z.string(), account: z.string() });

const StageDecision = z.object({
  detector: z.string(),
  ordinal: count,
  version: count,
  change: z.string(),
  stage: z.string(),
  decided_at: z.date(),
});

const ReleaseStanding = z.object({
  release: z.string(),
  period: z.string(),
  version: z.string(),
  state: z.string(),
  purpose: z.string(),
  demo: z.boolean(),
  drafted_at: z.date(),
  publish_at: z.date().nullable(),
  published_at: z.date().nullable(),
});

const PrivacyDebit = z.object({
  sequence: count,
  release: z.string(),
  period: z.string(),
  year: count,
  public_table: z.string(),
  purpose: z.string(),
  /** zCDP. */
  rho: z.number().positive(),
  at: z.date(),
});

const HouseMeasures = z.object({
  facts_waiting: count,
  messages_waiting: count,
  messages_dead: count,
  oldest_message_seconds: z.number().nonnegative(),
});

/** What waits to be told. */
export type HouseMeasures = z.infer<typeof HouseMeasures>;

const question = <Row>(file: string, row: z.ZodType<Row>): Question<Row> => ({
  sql: new URL(file, import.meta.url),
  row,
});

const RUNS = question('./finished-runs.sql', FinishedRun);
const ACCOUNTS = question('./confirmed-accounts.sql', ConfirmedAccount);
const STAGES = question('./stage-standing.sql', StageDecision);
const RELEASES = question('./release-standing.sql', ReleaseStanding);
const DEBITS = question('./privacy-debits.sql', PrivacyDebit);
const MEASURES = question('./house-measures.sql', HouseMeasures);

/**
 * Runs that have finished, in the order they did, 5,000 at most.
 *
 * @param after  the run that was told last; told runs finished before it, or then with a lesser id
 */
export function finishedRuns(
  casebook: CasebookSession,
  { finishedAt, id }: { readonly finishedAt: Date; readonly id: string },
): Promise<FinishedRun[]> {
  return casebook.sql(RUNS, [finishedAt, id]);
}

/** Accounts of those of the incidents that stand confirmed, with the day of the decision; the audit sample's are left out. */
export function confirmedAccounts(
  casebook: CasebookSession,
  incidents: readonly string[],
): Promise<z.infer<typeof ConfirmedAccount>[]> {
  return casebook.sql(ACCOUNTS, [incidents]);
}

/** Every decision about the stage of a detector, without its author. */
export function stageDecisions(casebook: CasebookSession): Promise<z.infer<typeof StageDecision>[]> {
  return casebook.sql(STAGES);
}

/** Every release with its dates and state, and none of its numbers. */
export function releaseStandings(casebook: CasebookSession): Promise<z.infer<typeof ReleaseStanding>[]> {
  return casebook.sql(RELEASES);
}

/** Every entry of the privacy ledger; ρ as the nearest double. */
export function privacyDebits(casebook: CasebookSession): Promise<z.infer<typeof PrivacyDebit>[]> {
  return casebook.sql(DEBITS);
}

/** What waits to be told now. @throws {TypeError} never in a migrated casebook */
export async function houseMeasures(casebook: CasebookSession): Promise<HouseMeasures> {
  const [row] = await casebook.sql(MEASURES);
  if (row === undefined) throw new TypeError('houseMeasures requires a row');
  return row;
}
