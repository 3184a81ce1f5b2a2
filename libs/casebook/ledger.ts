import { createHash } from 'node:crypto';
import { asc, desc, eq, sql } from 'drizzle-orm';
import { type Fraction, fraction, fractionText, isAtMost, sum } from '#disclosure/fraction';
import { leftFor, totalCost, type YearSpent } from '#disclosure/privacy-cost';
import type { Casebook } from './casebook.js';
import { type Measurement, privacyLedger, release, type TableCost } from './release-tables.js';
import type { Release } from './releases.js';
import type { CasebookSession } from './session.js';

/** What the first entry of the chain points back to. */
const GENESIS = '0'.repeat(64);

/** One entry of the ledger. */
export type LedgerEntry = typeof privacyLedger.$inferSelect;

/** Who asks for a release to be measured, and when. */
export interface MeasuringRequest {
  readonly release: string;
  readonly actor: string;
  readonly at: Date;
}

/** The year cannot pay for the release; nothing was drawn and nothing spent. */
export interface BudgetRefusal {
  readonly outcome: 'refused';
  readonly year: number;
  readonly spent: Fraction;
  readonly asked: Fraction;
  readonly left: Fraction;
  /** Names the year and the three fractions. */
  readonly message: string;
}

/** The measurements of a release, drawn now or earlier. */
export interface Measured {
  readonly outcome: 'measured';
  readonly measurements: readonly Measurement[];
  readonly specHash: string;
  /** Privacy loss of the year up to and including this release. */
  readonly spentThisYear: Fraction;
}

/**
 * Debits the year's budget and draws a release's noise, both or neither, and once for ever.
 *
 * Debits of all releases pass one at a time, in one serializable transaction with what they pay for. A release already
 * measured is not drawn again: its stored measurements come back. When `draw` fails the budget stays spent and the release
 * is failed; when the process dies meanwhile, the next `debitFailed` does the same. A noise nobody has seen is never reused.
 *
 * @param casebook  where ledger and releases are kept
 * @param request   a release whose measuring has begun; who asks, when
 * @param draw      gives the noisy integers of all its tables; called at most once, and only after the debit
 * @returns         the measurements, or why the year cannot pay
 * @throws what `draw` throws, after the release was failed and debited
 */
export async function debitAndDraw(
  casebook: Casebook,
  request: MeasuringRequest,
  draw: () => readonly Measurement[],
): Promise<Measured | BudgetRefusal> {
  let drawn: { measurements: readonly Measurement[] } | { cause: unknown } | undefined;
  // A transaction that is tried again after a conflict must not draw again.
  const drawOnce = () => {
    drawn ??= attempt(draw);
    return drawn;
  };
  const result = await casebook.transaction('serializable', async (session) => {
    const { db } = session;
    const found = await lockedRelease(session, request.release);
    if (found.measurements !== null) return measured(session, found);
    const refusal = await debit(session, found, request);
    if (refusal !== undefined) {
      await db
        .update(release)
        .set({ state: 'abandoned', endedAt: request.at, endReason: refusal.message })
        .where(eq(release.id, found.id));
      return refusal;
    }
    const outcome = drawOnce();
    if ('cause' in outcome) {
      await fail(session, found.id, request.at, 'the draw of its noise failed');
      return outcome;
    }
    const { measurements } = outcome;
    await db
      .update(release)
      .set({ state: 'measured', measurements, measuredAt: request.at })
      .where(eq(release.id, found.id));
    return measured(session, { ...found, measurements });
  });
  if ('cause' in result) throw result.cause;
  return result;
}

/**
 * Charges a release whose measuring began and never ended, and fails it.
 *
 * Whoever asks must hold the lease of the period, so that nobody is drawing any more.
 *
 * @param casebook  where ledger and releases are kept
 * @param request   a release whose measuring has begun
 */
export function debitFailed(casebook: Casebook, request: MeasuringRequest): Promise<void> {
  return casebook.transaction('serializable', async (session) => {
    const found = await lockedRelease(session, request.release);
    // When the year could not pay, the draw was never reached.
    await debit(session, found, request);
    await fail(session, found.id, request.at, 'whoever drew its noise died');
  });
}

/**
 * The stored measurements of a release.
 *
 * @param session  the casebook or a transaction
 * @param stored   a release that was measured
 * @throws {RangeError} when it was not
 */
export async function measured(session: CasebookSession, stored: Release): Promise<Measured> {
  const { measurements, specHash } = stored;
  if (measurements === null || specHash === null)
    throw new RangeError(`measured requires release ${stored.id} to have been measured`);
  const entries = await entriesOf(session, stored.year);
  const last = entries.findLastIndex((entry) => entry.release === stored.id);
  return { outcome: 'measured', measurements, specHash, spentThisYear: totalCost(entries.slice(0, last + 1).map(rho)) };
}

/**
 * What a year has spent.
 *
 * @param session  the casebook or a transaction
 * @param year     calendar year of the periods
 * @returns        sum of ρ, exact
 */
export async function spentIn(session: CasebookSession, year: number): Promise<Fraction> {
  const { release: first, revision } = await spentByPurpose(session, year);
  return sum(first, revision);
}

/** What a year has spent on releases and on revisions of them, exact. */
export async function spentByPurpose(session: CasebookSession, year: number): Promise<YearSpent> {
  const entries = await entriesOf(session, year);
  const of = (wanted: LedgerEntry['purpose']) =>
    totalCost(entries.filter(({ purpose }) => purpose === wanted).map(rho));
  return { release: of('release'), revision: of('revision') };
}

/** @returns the entries of a year, in the order of the chain */
export function ledgerOf(session: CasebookSession, year: number): Promise<LedgerEntry[]> {
  return entriesOf(session, year);
}

/**
 * Looks for the first entry that does not follow from the one before.
 *
 * @param session  the casebook or a transaction
 * @returns        sequence number of the first broken entry; undefined when the chain is whole
 */
export async function brokenEntry({ db }: CasebookSession): Promise<number | undefined> {
  let prev = GENESIS;
  let expected = 1;
  for (const entry of await db.select().from(privacyLedger).orderBy(asc(privacyLedger.sequence))) {
    if (entry.sequence !== expected || entry.prev !== prev || entry.hash !== hashOf(entry)) return entry.sequence;
    prev = entry.hash;
    expected += 1;
  }
  return undefined;
}

/** Waits until no other debit is under way, then reads the release; must come first, before the snapshot is fixed. */
async function lockedRelease({ db }: CasebookSession, id: string): Promise<Release> {
  await db.execute(sql`LOCK TABLE privacy_ledger IN SHARE ROW EXCLUSIVE MODE`);
  const [found] = await db.select().from(release).where(eq(release.id, id)).for('update');
  if (found === undefined || (found.measurements === null && found.state !== 'measuring'))
    throw new RangeError(`lockedRelease requires release ${id} to be measuring or measured`);
  return found;
}

/** Appends one entry a table, or says why the year cannot pay for all of them. */
async function debit(
  session: CasebookSession,
  { id, period, year, specHash, costs, purpose }: Release,
  { actor, at }: MeasuringRequest,
): Promise<BudgetRefusal | undefined> {
  if (costs === null || specHash === null) throw new RangeError(`debit requires release ${id} to have its costs`);
  const [spent, asked] = [await spentByPurpose(session, year), totalCost(costs.map(costOf))];
  if (!isAtMost(asked, leftFor(purpose, spent))) return refusal(year, purpose, spent, asked);
  const { db } = session;
  const [last] = await db.select().from(privacyLedger).orderBy(desc(privacyLedger.sequence)).limit(1);
  let { sequence, hash: prev } = last ?? { sequence: 0, hash: GENESIS };
  for (const { table: publicTable, numerator: rhoNumerator, denominator: rhoDenominator } of costs) {
    sequence += 1;
    const cost = { publicTable, rhoNumerator, rhoDenominator };
    const entry = { sequence, prev, specHash, release: id, period, year, purpose, ...cost, actor, at };
    prev = hashOf(entry);
    await db.insert(privacyLedger).values({ ...entry, hash: prev });
  }
  return undefined;
}

function refusal(year: number, purpose: keyof YearSpent, spent: YearSpent, asked: Fraction): BudgetRefusal {
  const left = leftFor(purpose, spent);
  const all = sum(spent.release, spent.revision);
  const [has, revisions, wants, may] = [all, spent.revision, asked, left].map(fractionText);
  const what = purpose === 'revision' ? 'revision' : 'release';
  const message = `The privacy budget of ${year} cannot pay for this ${what}: ${has} of 1/2 is spent, ${revisions} of it on revisions (at most 1/20), ${wants} is asked, ${may} is left for a ${what}. Nothing was drawn; publish fewer tables or wait for the next year.`;
  return { outcome: 'refused', year, spent: all, asked, left, message };
}

function entriesOf({ db }: CasebookSession, year: number): Promise<LedgerEntry[]> {
  return db.select().from(privacyLedger).where(eq(privacyLedger.year, year)).orderBy(asc(privacyLedger.sequence));
}

async function fail({ db }: CasebookSession, id: string, endedAt: Date, endReason: string): Promise<void> {
  await db.update(release).set({ state: 'failed', endedAt, endReason }).where(eq(release.id, id));
}

function costOf({ numerator, denominator }: TableCost): Fraction {
  return fraction(BigInt(numerator), BigInt(denominator));
}

function rho({ rhoNumerator, rhoDenominator }: LedgerEntry): Fraction {
  return fraction(BigInt(rhoNumerator), BigInt(rhoDenominator));
}

/** SHA-256 over every field of an entry but the hash itself. */
function hashOf(entry: Omit<LedgerEntry, 'hash'>): string {
  const { sequence, prev, specHash, period, year, publicTable, purpose, rhoNumerator, rhoDenominator, actor, at } =
    entry;
  const cost = [publicTable, purpose, rhoNumerator, rhoDenominator];
  const fields = [sequence, prev, specHash, entry.release, period, year, ...cost, actor, at.toISOString()];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

function attempt(draw: () => readonly Measurement[]): { measurements: readonly Measurement[] } | { cause: unknown } {
  try {
    return { measurements: draw() };
  } catch (cause) {
    return { cause };
  }
}
