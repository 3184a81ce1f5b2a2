import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm';
import { campaignFinding } from './campaign-tables.js';
import { type Following, followCampaigns } from './campaigns.js';
import type { Casebook } from './casebook.js';
import { chunks } from './chunks.js';
import { finding, regroup, run } from './detect-tables.js';
import { lockDetector } from './lock-detector.js';
import type { CasebookSession } from './session.js';

/** What a run is known by. `id` follows from the rest. */
export type RunName = Pick<
  typeof run.$inferSelect,
  'id' | 'detector' | 'version' | 'mode' | 'windowFrom' | 'windowUntil'
>;

/** A run as the ledger has it. */
export type Run = typeof run.$inferSelect;

/** A finding as it is kept; it belongs to one run. */
export type FindingRow = Omit<typeof finding.$inferSelect, 'run'>;

/** What a run came to. */
export interface RunResult {
  readonly findings: readonly FindingRow[];
  /** Usage records in the window, counted before it was judged. */
  readonly records: number;
  /** Whether what it found is to be grouped into incidents. */
  readonly opensIncidents: boolean;
  /** What a bound kept it from comparing; absent when nothing was left out. */
  readonly leftOut?: string | undefined;
  /** How campaigns are named from window to window; absent in modes whose findings nobody works on. */
  readonly following?: Following;
  /** When this judging of the window began; as `beginRun` has it when absent. */
  readonly startedAt?: Date;
}

/** Characters of an error kept in the ledger. */
const LONGEST_ERROR = 500;

/**
 * Says that a run begins, unless it is done already.
 *
 * The caller holds the detector's lease, so a run still marked running belongs to a process that is gone.
 *
 * @param casebook  where the ledger is
 * @param name      the run
 * @param again     whether a run that is done is judged once more; its row stays as it is until its findings differ
 * @returns         false when there is nothing to do
 */
export async function beginRun({ db }: CasebookSession, name: RunName, now: Date, again: boolean): Promise<boolean> {
  const begun = await db
    .insert(run)
    .values({ ...name, state: 'running', attempt: 1, startedAt: now })
    .onConflictDoNothing({ target: run.id })
    .returning({ id: run.id });
  if (begun.length > 0) return true;
  const [known] = await db.select({ state: run.state, attempt: run.attempt }).from(run).where(eq(run.id, name.id));
  if (known === undefined || known.state === 'done') return again;
  await db
    .update(run)
    .set({ state: 'running', attempt: known.attempt + 1, startedAt: now, finishedAt: null, error: null })
    .where(eq(run.id, name.id));
  return true;
}

/** @returns ids of those runs that are done */
export async function doneRuns({ db }: CasebookSession, names: readonly RunName[]): Promise<Set<string>> {
  const done = new Set<string>();
  for (const some of chunks(names)) {
    const ids = some.map(({ id }) => id);
    const rows = await db
      .select({ id: run.id })
      .from(run)
      .where(and(inArray(run.id, ids), eq(run.state, 'done')));
    for (const { id } of rows) done.add(id);
  }
  return done;
}

/**
 * Ends a run with what it found: all of it or nothing.
 *
 * Findings equal to those already kept stay untouched, so judging again the same usage changes no row. Whoever's
 * findings have changed is marked to be grouped anew.
 *
 * @param casebook  where the ledger is
 * @param name      the run; it was begun
 * @returns         whether any finding was added, changed or taken back
 * @throws {CasebookError} when PostgreSQL does not answer; the run then counts as not done
 */
export function completeRun(casebook: Casebook, name: RunName, result: RunResult, now: Date): Promise<boolean> {
  return casebook.transaction('read committed', async (tx) => {
    await lockDetector(tx, name.detector);
    const { db } = tx;
    const kept = await db.select().from(finding).where(eq(finding.run, name.id));
    const before = new Map(kept.map(({ run: _, ...row }) => [row.id, row]));
    const after = new Map(result.findings.map((row) => [row.id, row]));
    const gone = [...before.values()].filter((row) => !same(row, after.get(row.id)));
    const come = result.findings.filter((row) => !same(row, before.get(row.id)));
    const lost: string[] = [];
    for (const rows of chunks(gone)) {
      const ids = rows.map(({ id }) => id);
      const named = await db.select().from(campaignFinding).where(inArray(campaignFinding.finding, ids));
      lost.push(...named.map(({ campaign }) => campaign));
      await db.delete(finding).where(inArray(finding.id, ids));
    }
    for (const rows of chunks(come)) {
      await db.insert(finding).values(rows.map((row) => ({ ...row, run: name.id })));
    }
    if (result.opensIncidents) {
      const parties = [...new Set([...gone, ...come].flatMap((row) => row.parties))];
      for (const some of chunks(parties)) {
        await db
          .insert(regroup)
          .values(some.map((party) => ({ detector: name.detector, party })))
          .onConflictDoNothing();
      }
    }
    await markDone(tx, name.id, result, now);
    const isAboutCampaigns = [...gone, ...come].some(({ subjectKind }) => subjectKind === 'campaign');
    if (result.following !== undefined && isAboutCampaigns) {
      await followCampaigns(tx, name.detector, name, lost, result.following);
    }
    return gone.length + come.length > 0;
  });
}

/** Nothing is written when the ledger says the same already. */
async function markDone({ db }: CasebookSession, id: string, result: RunResult, now: Date): Promise<void> {
  const [known] = await db.select().from(run).where(eq(run.id, id));
  if (known === undefined) throw new RangeError('completeRun requires a run that was begun');
  const said = { records: result.records, findings: result.findings.length, leftOut: result.leftOut ?? null };
  if (known.state === 'done' && Object.entries(said).every(([name, value]) => known[name as keyof Run] === value))
    return;
  const { startedAt = known.startedAt } = result;
  await db
    .update(run)
    .set({ ...said, state: 'done', startedAt, finishedAt: now, error: null })
    .where(eq(run.id, id));
}

/**
 * Ends a run without findings, for it could not be judged; a later attempt may.
 *
 * @param reason  cut to 500 characters
 */
export async function failRun({ db }: CasebookSession, id: string, reason: string, now: Date): Promise<void> {
  await db
    .update(run)
    .set({ state: 'failed', finishedAt: now, error: reason.slice(0, LONGEST_ERROR) })
    .where(and(eq(run.id, id), eq(run.state, 'running')));
}

/**
 * Writes down that runs were asked for and broken off before their turn; whatever the ledger has of them stands.
 *
 * @param names  runs that were not begun
 */
export async function cancelRuns({ db }: CasebookSession, names: readonly RunName[], now: Date): Promise<void> {
  const rows = names.map((name) => {
    return { ...name, state: 'cancelled' as const, attempt: 0, startedAt: now, finishedAt: now };
  });
  for (const some of chunks(rows)) await db.insert(run).values(some).onConflictDoNothing({ target: run.id });
}

/**
 * Lists what the ledger has of one detector and version.
 *
 * @param which  modes, and windows that end after `from` and no later than `until`
 * @returns      in the order of time
 */
export function listRuns(
  { db }: CasebookSession,
  which: Pick<RunName, 'detector' | 'version'> & {
    readonly modes: readonly RunName['mode'][];
    readonly from: Date;
    readonly until: Date;
  },
): Promise<Run[]> {
  return db
    .select()
    .from(run)
    .where(
      and(
        eq(run.detector, which.detector),
        eq(run.version, which.version),
        inArray(run.mode, [...which.modes]),
        gt(run.windowUntil, which.from),
        lte(run.windowUntil, which.until),
      ),
    )
    .orderBy(asc(run.windowUntil), asc(run.windowFrom));
}

function same(one: FindingRow, other: FindingRow | undefined): boolean {
  return other !== undefined && canonical(one) === canonical(other);
}

/** PostgreSQL's `jsonb` orders names in its own way. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
