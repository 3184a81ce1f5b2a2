import { setTimeout as pause } from 'node:timers/promises';
import { type Alarm, type AlarmName, byGravity, unknownAlarm } from '#alarm/alarm';
import { budgetLeft } from '#alarm/budget-left';
import { clockSkew } from '#alarm/clock-skew';
import { deadLetters } from '#alarm/dead-letters';
import { detectorLag } from '#alarm/detector-lag';
import { detectorVolume, WEEKS_BEFORE } from '#alarm/detector-volume';
import { ingestGap } from '#alarm/ingest-gap';
import { sourceHours } from '#alarm/source-hours';
import { type Spooled, spoolDepth } from '#alarm/spool-depth';
import type { Casebook } from '#casebook/casebook';
import { type LedgerEntry, ledgerOf } from '#casebook/ledger';
import { listRuns } from '#casebook/runs';
import { deadLettersByReceiver, timeAtCasebook, weeklyAccounts } from '#casebook/self-watch';
import { listStages } from '#casebook/stages';
import { type Arrivals, arrivals } from '#detect/arrivals';
import { catalogue } from '#detect/catalogue';
import type { Detector } from '#detect/detector';
import { owedWindows } from '#detect/owed-windows';
import { stageAt } from '#detect/stage';
import { difference } from '#disclosure/fraction';
import { REVISION_RESERVE, YEARLY_BUDGET } from '#disclosure/privacy-cost';
import type { Clock } from '#platform/clock';
import { HOUR } from '#usage/window';
import { timeAtWarehouse } from '#warehouse/time-at-warehouse';
import type { Warehouse } from '#warehouse/warehouse';

/** What is looked at. */
export interface LookedAt {
  readonly warehouse: Warehouse;
  readonly casebook: Casebook;
  /** By which windows fall due and usage is received. */
  readonly clock: Clock;
  /** Of the machine. */
  readonly wall: Clock;
  /** Of this process; absent where nothing is taken in. */
  readonly spooled?: (() => Spooled) | undefined;
}

const DAY = 24 * HOUR;

/** Milliseconds; Prometheus waits 10 s for all metrics together. */
const ANSWER_WITHIN = 8_000;

/** Days in which a source's pauses are learnt: two weekends. */
const GAP_DAYS = 14;

/** Windows that ended earlier hold records the clock leaves to people. */
const OWED_DAYS = 8;

/**
 * Judges everything that can be wrong with the installation itself.
 *
 * What a store that does not answer would have told is `unknown`; nothing else fails with it.
 *
 * @returns gravest first
 */
export async function lookAtOurselves(at: LookedAt): Promise<Alarm[]> {
  const { casebook, clock, spooled } = at;
  const now = clock.now();
  const alarms = await Promise.all([
    orUnknown('detector-lag', 'hours', () => lags(at, now)),
    orUnknown('detector-loud', 'accounts', () => volumes(casebook, now)),
    orUnknown('ingest-gap', 'hours', () => gaps(at, now)),
    orUnknown('dead-letters', 'messages', async () =>
      (await deadLettersByReceiver(casebook)).map(({ id, dead }) => deadLetters(id, dead)),
    ),
    orUnknown('budget-left', 'ρ', async () => [await budget(casebook, now)]),
    orUnknown('clock-skew', 'seconds', () => skews(at)),
  ]);
  return byGravity([...alarms.flat(), ...(spooled === undefined ? [] : [spoolDepth('this process', spooled(), now)])]);
}

async function orUnknown(name: AlarmName, unit: string, look: () => Promise<Alarm[]>): Promise<Alarm[]> {
  const answered = new AbortController();
  const late = pause(ANSWER_WITHIN, undefined, { signal: answered.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${ANSWER_WITHIN / 1_000} s`);
  });
  // Aborted as soon as there is an answer.
  late.catch(() => undefined);
  try {
    return await Promise.race([look(), late]);
  } catch (error) {
    return [unknownAlarm(name, '', unit, (error as Error).message)];
  } finally {
    answered.abort();
  }
}

async function lags({ warehouse, casebook }: LookedAt, now: Date): Promise<Alarm[]> {
  const longest = Math.max(...catalogue.map(({ spanHours }) => spanHours));
  const from = new Date(now.getTime() - OWED_DAYS * DAY);
  const until = new Date(Math.ceil(now.getTime() / HOUR) * HOUR);
  const earliest = new Date(Math.max(0, Math.floor(from.getTime() / HOUR - longest) * HOUR));
  const hours = await warehouse.ask(arrivals, { from: earliest, until });
  return Promise.all(catalogue.map((detector) => lag(casebook, detector, hours, { from, until: now })));
}

async function lag(
  casebook: Casebook,
  detector: Detector,
  hours: readonly Arrivals[],
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<Alarm> {
  const { name, version } = detector;
  const history = await listStages(casebook, name);
  const runs = await listRuns(casebook, { detector: name, version, modes: ['scheduled', 'shadow'], from, until });
  const judged = runs.filter(({ mode, windowUntil }) => mode === stageAt(detector, history, windowUntil));
  const owed = owedWindows(detector, hours, judged, until).map(({ window }) => window.until);
  return detectorLag(
    name,
    owed.filter((end) => end > from),
    until,
  );
}

async function volumes(casebook: Casebook, now: Date): Promise<Alarm[]> {
  const courses = await weeklyAccounts(casebook, now, 1 + WEEKS_BEFORE);
  return catalogue.flatMap(({ name }) => detectorVolume(name, courses.get(name) ?? []));
}

async function gaps({ warehouse }: LookedAt, now: Date): Promise<Alarm[]> {
  const until = Math.ceil(now.getTime() / HOUR) * 3_600;
  const sources = await warehouse.ask(sourceHours, { from: until - GAP_DAYS * 86_400, until });
  return sources.map(({ source, hours }) => ingestGap(source, hours, now));
}

async function budget(casebook: Casebook, now: Date): Promise<Alarm> {
  const year = now.getUTCFullYear();
  const releases = new Map<string, number>();
  for (const entry of await ledgerOf(casebook, year))
    if (entry.purpose === 'release') releases.set(entry.release, (releases.get(entry.release) ?? 0) + costOf(entry));
  const whole = difference(YEARLY_BUDGET, REVISION_RESERVE);
  return budgetLeft({
    year,
    budget: Number(whole.numerator) / Number(whole.denominator),
    spent: [...releases.values()],
  });
}

function costOf({ rhoNumerator, rhoDenominator }: LedgerEntry): number {
  return Number(rhoNumerator) / Number(rhoDenominator);
}

async function skews({ warehouse, casebook, wall }: LookedAt): Promise<Alarm[]> {
  const read = async (store: string, ask: () => Promise<Date>): Promise<Alarm> => {
    const before = wall.now();
    const theirs = await ask();
    return clockSkew(store, { before, theirs, after: wall.now() });
  };
  return [
    await read('casebook', () => timeAtCasebook(casebook)),
    await read('warehouse', () => timeAtWarehouse(warehouse)),
  ];
}
