import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const LOOKS: Question<{ looks: number }> = {
  sql: new URL('./looks-of.sql', import.meta.url),
  row: z.object({ looks: z.number().int() }),
};

/** How often somebody has looked at retained text since an instant, as the audit log has it. */
export async function looksOf(casebook: CasebookSession, actor: string, since: Date): Promise<number> {
  const [row] = await casebook.sql(LOOKS, [actor, since]);
  return row?.looks ?? 0;
}
