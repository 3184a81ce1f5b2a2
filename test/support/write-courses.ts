import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { WeeklyAccounts } from '#alarm/detector-volume';
import { run } from '#casebook/detect-tables';
import type { FreshCasebook } from './fresh-casebook.js';

const DAY = 86_400_000;

/**
 * Writes runs and findings that name as many accounts week by week as wanted: one window in the middle of each week, and
 * each account in two findings, since hits are not counted.
 *
 * @param courses  accounts by detector, the week before `now` first; null for a week without a window
 */
export async function writeCourses(
  { casebook: { db } }: FreshCasebook,
  courses: ReadonlyMap<string, WeeklyAccounts>,
  now: Date,
): Promise<void> {
  const rows = [...courses].flatMap(([detector, weeks]) =>
    weeks.flatMap((accounts, week) => {
      if (accounts === null) return [];
      const windowUntil = new Date(now.getTime() - (7 * week + 3) * DAY);
      const windowFrom = new Date(windowUntil.getTime() - DAY);
      const id = createHash('md5').update(`${detector} ${windowUntil.toISOString()}`).digest('hex');
      const window = { detector, version: 1, mode: 'scheduled', windowFrom, windowUntil } as const;
      const counted = { state: 'done', attempt: 1, records: accounts, findings: 2 } as const;
      return [{ id, ...window, ...counted, startedAt: windowUntil, finishedAt: windowUntil }];
    }),
  );
  await db.insert(run).values(rows);
  await db.execute(sql`
    INSERT INTO finding (id, run, subject_kind, subject, score, point, category, because, numbers, evidence, members, parties)
    SELECT md5(run.id || hit), run.id, 'campaign', 'campaign ' || hit, 1, 'act', 'SPM', 'b', '{}', '{}', '[]',
        ARRAY(SELECT 'account ' || n FROM generate_series(1, run.records) AS n)
    FROM run, generate_series(1, 2) AS hit
    WHERE run.id IN ${rows.map(({ id }) => id)} AND run.records > 0`);
}
