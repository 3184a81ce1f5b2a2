import { and, desc, eq, gt, lte } from 'drizzle-orm';
import { z } from 'zod';
import type { Question } from '#usage/question';
import { run } from './detect-tables.js';
import type { Run } from './runs.js';
import type { CasebookSession } from './session.js';

const count = z.number().int();

const RunSum = z.object({
  detector: z.string(),
  version: count,
  mode: z.enum(['scheduled', 'shadow', 'backtest', 'retro']),
  windows: count,
  done: count,
  failed: count,
  running: count,
  cancelled: count,
  /** Attempts after the first. */
  retries: count,
  /** Usage records of the windows that are done; where windows overlap, a record counts in each. */
  records: z.number(),
  findings: count,
  /** Findings that open no incident because of an exception or a shared network. */
  withheld: count,
  /** Spent on the windows that are done. */
  seconds: z.number(),
  from: z.date(),
  until: z.date(),
  lastFinishedAt: z.date().nullable(),
  lastError: z.string().nullable(),
});

/** What the ledger has of one detector, version and mode, all windows taken together. */
export type RunSum = z.infer<typeof RunSum>;

const SUMS: Question<RunSum> = { sql: new URL('./run-sums.sql', import.meta.url), row: RunSum };

/** Which runs; whatever is absent is not asked for. */
export interface RunFilter {
  readonly detector?: string;
  /** Windows that end after it. */
  readonly from?: Date;
  /** Windows that end no later. */
  readonly until?: Date;
  readonly mode?: Run['mode'];
  readonly state?: Run['state'];
}

/** Sums up the ledger; a line per detector, version and mode. */
export function sumRuns(
  casebook: CasebookSession,
  { detector, from, until }: Pick<RunFilter, 'detector' | 'from' | 'until'>,
): Promise<RunSum[]> {
  return casebook.sql(SUMS, [detector ?? null, from ?? null, until ?? null]);
}

/**
 * Single runs, latest window first.
 *
 * @param limit  runs at most
 */
export function latestRuns({ db }: CasebookSession, filter: RunFilter, limit: number): Promise<Run[]> {
  const { detector, from, until, mode, state } = filter;
  return db
    .select()
    .from(run)
    .where(
      and(
        detector === undefined ? undefined : eq(run.detector, detector),
        from === undefined ? undefined : gt(run.windowUntil, from),
        until === undefined ? undefined : lte(run.windowUntil, until),
        mode === undefined ? undefined : eq(run.mode, mode),
        state === undefined ? undefined : eq(run.state, state),
      ),
    )
    .orderBy(desc(run.windowUntil), run.detector, desc(run.version), run.mode)
    .limit(limit);
}
