import type { CasebookSession } from './session.js';
import { installation } from './tables.js';

/** What this installation is. */
export type Installation = Omit<typeof installation.$inferSelect, 'sole'>;

/**
 * Says what this installation is, writing it down the first time.
 *
 * What was written first stands: a demo never turns into a production installation, nor the reverse;
 * the caller compares `demo` and refuses.
 *
 * @param casebook  where it is kept
 * @param first     what to write when nothing is written yet
 */
export async function openInstallation(
  casebook: CasebookSession,
  first: { demo: boolean; now: Date },
): Promise<Installation> {
  await casebook.db.insert(installation).values({ demo: first.demo, createdAt: first.now }).onConflictDoNothing();
  const found = await readInstallation(casebook);
  if (found === undefined) throw new TypeError('openInstallation requires table installation to keep its row');
  return found;
}

/** What this installation is; undefined before anything was written. */
export async function readInstallation(casebook: CasebookSession): Promise<Installation | undefined> {
  const { id, demo, createdAt } = installation;
  const [found] = await casebook.db.select({ id, demo, createdAt }).from(installation);
  return found;
}
