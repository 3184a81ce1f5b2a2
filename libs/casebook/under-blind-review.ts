import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const UNDER_REVIEW: Question<{ account: string }> = {
  sql: new URL('./under-blind-review.sql', import.meta.url),
  row: z.object({ account: z.string() }),
};

/** Those of some accounts that are under blind review which nobody has decided yet. */
export async function underBlindReview(casebook: CasebookSession, accounts: readonly string[]): Promise<Set<string>> {
  if (accounts.length === 0) return new Set();
  const rows = await casebook.sql(UNDER_REVIEW, [accounts]);
  return new Set(rows.map(({ account }) => account));
}
