import { eq } from 'drizzle-orm';
import { publicNarrative } from './narrative-tables.js';
import type { CasebookSession } from './session.js';

/** Something the public was told of a quarter's misuse; what was said once cannot be taken back. */
export type PublicNarrative = typeof publicNarrative.$inferSelect;

/** Enters a narrative that is public or about to be. */
export async function registerNarrative(
  { db }: CasebookSession,
  narrative: Omit<PublicNarrative, 'id'>,
): Promise<void> {
  await db.insert(publicNarrative).values(narrative);
}

/** @returns what was told of a period, the first entry first */
export function narrativesOf({ db }: CasebookSession, period: string): Promise<PublicNarrative[]> {
  return db.select().from(publicNarrative).where(eq(publicNarrative.period, period)).orderBy(publicNarrative.id);
}
