import { asc, eq } from 'drizzle-orm';
import type { Casebook } from './casebook.js';
import { detectorStage } from './detect-tables.js';
import { lockDetector } from './lock-detector.js';
import type { CasebookSession } from './session.js';

/** One decision on the stage of a detector; later ones stand beside it, never in its place. */
export type StageRow = typeof detectorStage.$inferSelect;

/** Every decision on the stage of one detector, or of all, in the order they were made. */
export function listStages({ db }: CasebookSession, detector?: string): Promise<StageRow[]> {
  return db
    .select()
    .from(detectorStage)
    .where(detector === undefined ? undefined : eq(detectorStage.detector, detector))
    .orderBy(asc(detectorStage.detector), asc(detectorStage.ordinal));
}

/** Makes the next decision from those before it, or says why not; see `libs/detect/stage.ts`. */
export type DecideStage = (
  history: readonly StageRow[],
) => { readonly entry: Omit<StageRow, 'detector' | 'ordinal'> } | { readonly refused: string };

/**
 * Writes down a decision on the stage of a detector.
 *
 * @param casebook  where stages are
 * @param detector  name
 * @param decide    pure
 * @returns         the decision as it is kept, or why nothing was written
 */
export function changeStage(
  casebook: Casebook,
  detector: string,
  decide: DecideStage,
): Promise<{ readonly entry: StageRow } | { readonly refused: string }> {
  return casebook.transaction('read committed', async (tx) => {
    await lockDetector(tx, detector);
    const history = await listStages(tx, detector);
    const decision = decide(history);
    if ('refused' in decision) return decision;
    const entry = { ...decision.entry, detector, ordinal: history.length + 1 };
    await tx.db.insert(detectorStage).values(entry);
    return { entry };
  });
}
