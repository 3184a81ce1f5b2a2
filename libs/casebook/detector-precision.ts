import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const count = z.number().int();

const Verdicts = z.object({
  detector: z.string(),
  incidents: count,
  open: count,
  confirmed: count,
  dismissed: count,
  uncertain: count,
});

/** What people have decided of one detector's incidents so far. */
export type DetectorVerdicts = z.infer<typeof Verdicts>;

const VERDICTS: Question<DetectorVerdicts> = {
  sql: new URL('./detector-precision.sql', import.meta.url),
  row: Verdicts,
};

/**
 * What people have decided of each detector's incidents; one that has opened none has no row.
 *
 * @param since  seen after it; all when undefined
 */
export function detectorVerdicts(casebook: CasebookSession, since?: Date): Promise<DetectorVerdicts[]> {
  return casebook.sql(VERDICTS, [since ?? null]);
}
