import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const JudgedFinding = z.object({
  version: z.number().int(),
  mode: z.enum(['scheduled', 'shadow', 'backtest', 'retro']),
  windowFrom: z.date(),
  windowUntil: z.date(),
  point: z.enum(['report', 'act']).nullable(),
  score: z.number().nullable(),
  because: z.string().nullable(),
  parties: z.array(z.string()).nullable(),
});

/** A window that was judged, with one of its findings or none. */
export type JudgedFinding = z.infer<typeof JudgedFinding>;

const FINDINGS: Question<JudgedFinding> = {
  sql: new URL('./judged-findings.sql', import.meta.url),
  row: JudgedFinding,
};

const Label = z.object({ party: z.string(), isMisuse: z.boolean() });

/** What people decided of an account, key or network. */
export type Label = z.infer<typeof Label>;

const LABELS: Question<Label> = { sql: new URL('./labelled-parties.sql', import.meta.url), row: Label };

/** A stretch of time. */
interface Stretch {
  readonly from: Date;
  readonly until: Date;
}

/** Everything the ledger has of a detector in windows that end in `(from, until]`, every version and mode. */
export function judgedFindings(
  casebook: CasebookSession,
  detector: string,
  { from, until }: Stretch,
): Promise<JudgedFinding[]> {
  return casebook.sql(FINDINGS, [detector, from, until]);
}

/** Whom people confirmed as misuse of any category a detector names, and whom of its own cases they dismissed. */
export function labelledParties(
  casebook: CasebookSession,
  detector: { readonly name: string; readonly category: string; readonly otherCategories?: readonly string[] },
  { from, until }: Stretch,
): Promise<Label[]> {
  const { name, category, otherCategories = [] } = detector;
  return casebook.sql(LABELS, [[category, ...otherCategories], name, from, until]);
}
