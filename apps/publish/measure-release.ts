import { detectorDays } from '#casebook/detector-days';
import { debitAndDraw, debitFailed } from '#casebook/ledger';
import type { Measurement } from '#casebook/release-tables';
import { beginMeasuring, publishedRelease, type Release, recordSnapshot } from '#casebook/releases';
import { withNoise } from '#disclosure/noisy-count';
import type { TrueCount } from '#disclosure/true-count';
import { type UniformDraw, uniformDraw } from '#disclosure/uniform-below';
import { missingDays, missingRuns } from '#publish/completeness';
import { boundedCounts, type PublicTable } from '#publish/public-table';
import { type Quarter, quarterNamed } from '#publish/quarter';
import { sourceDays } from '#publish/source-days';
import { frozenSpec } from './frozen-spec.js';
import { ReleaseError } from './release-error.js';
import type { ReleaseWork } from './release-work.js';
import { liveIn } from './standing-release.js';
import { takeSnapshot } from './take-snapshot.js';

/** Milliseconds before the quarter in which records show that the service was running already. */
const BEFORE = 7 * 86_400_000;

/** Gaps named in a message; more of them say nothing more. */
const MOST_NAMED = 5;

/**
 * Counts and measures a frozen release: checks of the source, snapshot, bounds, debit and draw.
 *
 * The noise of a release is drawn once: measuring again returns what was measured. A release whose measuring died while
 * drawing is charged and failed; it has to be planned anew.
 *
 * @returns  the measured release, and whether its noise was drawn now
 * @throws {ReleaseError} when it is cancelled before the draw, nothing is frozen, the quarter is not over, the specification is another one, days are
 *         missing, or the year cannot pay
 */
export async function measureQuarter(work: ReleaseWork, period: string): Promise<{ release: Release; isNew: boolean }> {
  const { casebook, actor, at, bytes, secrets } = work;
  return casebook.lease(`release ${period}`, async (signal) => {
    const live = await liveIn(casebook, period, ['frozen', 'snapshot', 'measuring', 'measured', 'review', 'scheduled']);
    if (live.measurements !== null) return { release: live, isNew: false };
    if (live.state === 'measuring') {
      await debitFailed(casebook, { release: live.id, actor, at });
      throw new ReleaseError(
        `Whoever measured ${period} died while drawing its noise: the year is charged and the release failed. Plan it anew.`,
      );
    }
    const quarter = quarterNamed(period);
    if (quarter === undefined || at < quarter.window.until)
      throw new ReleaseError(`${period} is not over until ${quarter?.window.until.toISOString()}: measure it then.`);
    const { hash, tables } = await frozenSpec(live);
    if (hash !== live.specHash)
      throw new ReleaseError(
        `The specification of ${period} was frozen as ${live.specHash}, and this version of usewatch would ask ${hash}: measure it with the version that froze it.`,
      );
    work.tell?.({ step: 'looking for gaps', done: 0, of: 1 });
    await requireEveryDay(work, quarter);
    const snapshot = await takeSnapshot(work, live, quarter, secrets.releaseKey);
    await recordSnapshot(casebook, live.id, { ...snapshot, at });
    const drawn = tables.filter(({ id }) => live.choice.redrawn?.includes(id) ?? true);
    const draw = await countTables(work, drawn, live.id, uniformDraw(bytes));
    const kept = await keptMeasurements(work, live);
    signal.throwIfAborted();
    work.signal?.throwIfAborted();
    work.tell?.({ step: 'drawing noise', done: 0, of: 1 });
    await beginMeasuring(casebook, live.id);
    const answer = await debitAndDraw(casebook, { release: live.id, actor, at }, () => [...kept, ...draw()]);
    if (answer.outcome === 'refused') throw new ReleaseError(answer.message);
    return { release: await liveIn(casebook, period), isNew: true };
  });
}

/** A gap in a source, or in what a detector judged, would pass for calm, so nothing is counted over one. */
async function requireEveryDay({ warehouse, casebook }: ReleaseWork, quarter: Quarter): Promise<void> {
  const until = quarter.window.until;
  const from = new Date(quarter.window.from.getTime() - BEFORE);
  const missing = missingDays(quarter, await warehouse.ask(sourceDays, { from, until }));
  if (missing.length > 0)
    throw new ReleaseError(
      `Usage of ${quarter.name} is missing or nearly so: ${named(missing)}: load it, then measure again. Nothing was drawn.`,
    );
  const idle = missingRuns(quarter, await casebook.sql(detectorDays, [from, until]));
  if (idle.length > 0)
    throw new ReleaseError(
      `Detectors have not judged all of ${quarter.name}: ${named(idle)}: run usewatch detect over these days, then measure again. Nothing was drawn.`,
    );
}

function named(missing: readonly string[]): string {
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
  return `${missing.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** Measurements of the tables that a revision leaves as they are. */
async function keptMeasurements({ casebook }: ReleaseWork, live: Release): Promise<readonly Measurement[]> {
  const { redrawn } = live.choice;
  if (redrawn === undefined) return [];
  const published = await publishedRelease(casebook, live.period);
  return (published?.measurements ?? []).filter(({ table }) => !redrawn.includes(table));
}

/**
 * Counts the tables of a release and hands back nothing but the act of drawing their noise.
 *
 * The exact counts live in the returned function alone: nobody can read, log or store them.
 *
 * @param work     its warehouse holds the release's snapshot
 * @param tables   tables of the release
 * @param release  identifier of the release
 * @param draw     uniform integers
 * @returns        draws the noise of every cell and gives the measurements; for one call
 * @throws {RangeError} when an answer breaks the table's bounds
 */
async function countTables(
  { warehouse, signal, tell }: ReleaseWork,
  tables: readonly PublicTable[],
  release: string,
  draw: UniformDraw,
): Promise<() => Measurement[]> {
  const counted: { table: PublicTable; counts: TrueCount[] }[] = [];
  for (const [done, table] of tables.entries()) {
    signal?.throwIfAborted();
    tell?.({ step: 'counting tables', done, of: tables.length });
    const rows = await warehouse.ask(table, { release, ...table.keySpace }, 'sealed', { inOrder: true });
    counted.push({ table, counts: boundedCounts(table, rows) });
  }
  return () =>
    counted.flatMap(({ table, counts }) =>
      table.keys.map((key, index): Measurement => {
        const count = counts[index];
        if (count === undefined) throw new RangeError('countTables requires one count for each key');
        return { table: table.id, ...key, measurement: withNoise(count, table.sigma2, draw).toString() };
      }),
    );
}
