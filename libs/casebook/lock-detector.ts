import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const LOCK: Question<{ locked: number }> = {
  sql: new URL('./lock-detector.sql', import.meta.url),
  row: z.object({ locked: z.literal(1) }),
};

/**
 * Waits until no other transaction writes findings, incidents or dispositions of a detector; holds until this one ends.
 *
 * Must be the first statement of a read-committed transaction, so that all later ones see what the others wrote.
 *
 * @param tx        transaction
 * @param detector  name
 */
export async function lockDetector(tx: CasebookSession, detector: string): Promise<void> {
  await tx.sql(LOCK, [detector]);
}
