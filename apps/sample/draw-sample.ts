import { createHash, randomBytes } from 'node:crypto';
import {
  type DrawnItem,
  flaggedAccounts,
  getSample,
  keepSample,
  type SampleRow,
  type Stratum,
  sampleLabels,
} from '#casebook/audit-samples';
import type { AuditTrail } from '#casebook/audit-trail';
import type { Casebook } from '#casebook/casebook';
import { BLIND } from '#casework/blind-review';
import { weekWindow } from '#casework/iso-week';
import { allocate, presumedShare } from '#casework/sample-allocation';
import { type CallingHours, sampleCandidates, sampleHours } from '#casework/sample-questions';
import { seededDraw } from '#casework/seeded-draw';
import type { Window } from '#usage/window';
import type { Warehouse } from '#warehouse/warehouse';

/** Accounts drawn of one week unless told otherwise: about a day's work of one reviewer. */
export const SIZE = 100;

/** Accounts of each stratum at least: over the 13 weeks of a quarter they make the 200 that its own share needs. */
export const FLOOR = 16;

/** Share of misuse in each stratum before anybody has reviewed any; only how sure the estimate is depends on it. */
const GUESSES: Readonly<Record<Stratum, number>> = { act: 0.8, report: 0.4, shadow: 0.2, none: 0.01 };

const STRATA = Object.keys(GUESSES) as Stratum[];

/** Accounts asked for at once, so that the address of the question stays short. */
const AT_ONCE = 500;

/** What drawing needs. */
export interface DrawingNeeds {
  readonly casebook: Casebook;
  readonly warehouse: Warehouse;
  readonly trail: AuditTrail;
  /** The installation's clock: usage lies before it. */
  readonly now: Date;
  /** The machine's clock, for the audit log. */
  readonly wall: Date;
}

/** What is to be drawn. */
export interface Draw {
  /** An ISO week such as `2026-W40`. */
  readonly week: string;
  /** 64 hex digits; a fresh one from the system's chance when absent. */
  readonly seed?: string;
  readonly size?: number;
  readonly floor?: number;
  readonly drawnBy: string;
}

/**
 * Draws the audit sample of a week and puts it into the queue for blind review.
 *
 * A week is drawn once: asked again, whatever the seed, it answers with what was drawn.
 *
 * @returns whether it was drawn now, and the draw that stands
 * @throws {RangeError} when there is no such week, it has not ended yet, or size or floor make no sense
 */
export async function drawSample(needs: DrawingNeeds, draw: Draw): Promise<{ drawn: boolean; sample: SampleRow }> {
  const { casebook, trail, now, wall } = needs;
  const { week, seed = randomBytes(32).toString('hex'), size = SIZE, floor = FLOOR, drawnBy } = draw;
  const window = weekWindow(week);
  if (window.until > now) {
    throw new RangeError(
      `the week ${week} ends at ${window.until.toISOString()}; draw it then, or take an earlier one`,
    );
  }
  const before = await getSample(casebook, week);
  if (before !== undefined) return { drawn: false, sample: before };
  const { strata, items } = await choose(needs, window, seed, size, floor);
  const common = { weekFrom: window.from, weekUntil: window.until, seed, size, floor, drawnBy, drawnAt: now };
  const drawn = await keepSample(casebook, { week, ...common }, strata, items, (tx) =>
    trail.append(tx, {
      actor: drawnBy,
      action: 'sample.draw',
      objectKind: 'sample',
      object: week,
      // The seed would tell who was drawn.
      details: { size, floor, drawn: items.length },
      at: wall,
    }),
  );
  const sample = await getSample(casebook, week);
  if (sample === undefined) throw new TypeError('drawSample requires the draw it has just kept');
  return { drawn, sample };
}

async function choose(
  { casebook, warehouse }: DrawingNeeds,
  window: Window,
  seed: string,
  size: number,
  floor: number,
) {
  const flagged = await flaggedAccounts(casebook, window);
  const hours = await callingHours(
    warehouse,
    flagged.map(({ account }) => account),
    window,
  );
  const callers = flagged.filter(({ account }) => hours.has(account));
  const known = new Set(callers.map(({ account }) => account));
  const most = known.size + size + floor * STRATA.length;
  const first = await warehouse.ask(sampleCandidates, { ...secondsOf(window), seed, most });
  const unnamed = first.map(({ account }) => account).filter((account) => !known.has(account));
  const labels = await sampleLabels(casebook);
  const sized = STRATA.map((stratum) => {
    const names = callers.filter((each) => each.stratum === stratum).map(({ account }) => account);
    const earlier = labels.filter((each) => each.stratum === stratum);
    const confirmed = earlier.reduce((sum, each) => sum + each.confirmed, 0);
    const reviewed = earlier.reduce((sum, each) => sum + each.confirmed + each.dismissed, 0);
    const population = stratum === 'none' ? (first[0]?.population ?? 0) - known.size : names.length;
    return { stratum, names, population, presumed: presumedShare(GUESSES[stratum], confirmed, reviewed) };
  });
  const numbers = allocate(sized, size, floor);
  const drawn = sized.map(({ stratum, names }, index) => {
    const number = numbers[index] ?? 0;
    // Those the warehouse put in order are in the order of the seed already.
    return { number, accounts: stratum === 'none' ? unnamed.slice(0, number) : seededDraw(names, number, seed) };
  });
  const missing = drawn.flatMap(({ accounts }) => accounts).filter((account) => !hours.has(account));
  for (const [account, when] of await callingHours(warehouse, missing, window)) hours.set(account, when);
  const strata = sized.map(({ stratum, population, presumed }, index) => ({
    stratum,
    population,
    drawn: numbers[index] ?? 0,
    presumed,
  }));
  const items = strata.flatMap(({ stratum, population }, index) => {
    const { number, accounts } = drawn[index] ?? { number: 0, accounts: [] };
    return accounts.flatMap((account) => {
      const when = hours.get(account);
      return when === undefined ? [] : [itemOf(when, stratum, number / population, seed)];
    });
  });
  return { strata, items };
}

function itemOf(
  { account, from, until, records }: CallingHours,
  stratum: Stratum,
  probability: number,
  seed: string,
): DrawnItem {
  // Whoever knows the account cannot work out the name of its item.
  const id = createHash('sha256').update(`${seed} item ${account}`).digest('hex').slice(0, 32);
  const named = { id, subjectKind: 'account' as const, subject: account };
  // Detectors open an incident when its window ends, and so it lies among theirs.
  return {
    account,
    stratum,
    probability,
    records,
    incident: { ...BLIND, ...named, openedAt: until, firstSeen: from, lastSeen: until },
  };
}

async function callingHours(
  warehouse: Warehouse,
  accounts: readonly string[],
  window: Window,
): Promise<Map<string, CallingHours>> {
  const found = new Map<string, CallingHours>();
  for (let at = 0; at < accounts.length; at += AT_ONCE) {
    const some = accounts.slice(at, at + AT_ONCE);
    const rows = await warehouse.ask(sampleHours, { ...secondsOf(window), accounts: some });
    for (const row of rows) found.set(row.account, row);
  }
  return found;
}

/** As ClickHouse takes a DateTime. */
function secondsOf({ from, until }: Window) {
  return { from: Math.floor(from.getTime() / 1_000), until: Math.floor(until.getTime() / 1_000) };
}
