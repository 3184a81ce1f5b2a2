import { type Casebook } from '#casebook/casebook';
import { CasebookError } from '#casebook/casebook-error';
import { type FindingInTime, regroupFindings } from '#casebook/grouping';
import { beginRun, completeRun, type FindingRow, failRun, type RunName } from '#casebook/runs';
import type { IncidentRow, Regrouped } from '#casebook/write-incidents';
import { arrivals } from '#detect/arrivals';
import type { Detector, Finding, Mode } from '#detect/detector';
import { recordsByHour, recordsIn } from '#detect/owed-windows';
import { findingId, membersOf, partiesOf, runId } from '#incident/found';
import { type Decided, group } from '#incident/group';
import type { Clock } from '#platform/clock';
import type { Window } from '#usage/window';
import type { Warehouse } from '#warehouse/warehouse';

/** Who judges what with which stores. */
export interface Judging {
  readonly warehouse: Warehouse;
  readonly casebook: Casebook;
  readonly clock: Clock;
  readonly detector: Detector;
  readonly mode: Mode;
}

/** A choice of windows, and how to go about them. */
export interface Windows {
  /** In the order of time. */
  readonly windows: readonly Window[];
  /** Judges windows that are done already once more. */
  readonly again?: boolean;
  /** Stops between two windows. */
  readonly signal?: AbortSignal;
  /** Told after each window. */
  readonly onWindow?: (done: number, findings: number) => void;
}

/** What became of the windows. */
export interface Judgement extends Regrouped {
  readonly detector: string;
  readonly windows: number;
  /** Windows judged now; the others were done already or hold no usage. */
  readonly judged: number;
  /** Findings of the windows judged now. */
  readonly findings: number;
  /** Why windows could not be judged, each reason once. */
  readonly failures: readonly string[];
  /** Whether it stopped before the last window. */
  readonly stopped: boolean;
}

/** Windows that may fail one after another before the rest is left for later: the trouble is then not theirs. */
const MOST_FAILURES = 3;

/** Windows judged between two groupings; an interrupted command has its incidents up to there. */
const GROUP_EVERY = 100;

/** Modes whose findings people work on. */
const OPENING: ReadonlySet<Mode> = new Set(['scheduled', 'retro']);

/**
 * Puts a detector to windows, each once, however often and by however many processes it is asked.
 *
 * Ask, judge, complete the run with its findings in one transaction, group what has changed. Killed in between, the
 * next call goes on. Only one process at a time works for a detector; the others wait their turn and find it done.
 *
 * @throws {CasebookError | WarehouseError} when a store does not answer; windows completed before stay completed
 */
export function runDetector(judging: Judging, windows: Windows): Promise<Judgement> {
  return judging.casebook.lease(leaseOf(judging.detector), (lost) => judgeAll(judging, windows, lost));
}

/** Like `runDetector`, but does nothing when another process works for the detector. @returns undefined then */
export async function tryDetector(judging: Judging, windows: () => Promise<Windows>): Promise<Judgement | undefined> {
  const held = await judging.casebook.tryLease(leaseOf(judging.detector), async (lost) =>
    judgeAll(judging, await windows(), lost),
  );
  return held?.result;
}

function leaseOf({ name }: Detector): string {
  return `detect ${name}`;
}

async function judgeAll(judging: Judging, chosen: Windows, lost: AbortSignal): Promise<Judgement> {
  const { windows, signal, onWindow } = chosen;
  const sum = { judged: 0, findings: 0, opened: 0, changed: 0, withdrawn: 0 };
  const failures = new Set<string>();
  const regroup = async () => {
    if (!OPENING.has(judging.mode)) return;
    const { opened, changed, withdrawn } = await regroupJudged(judging);
    sum.opened += opened;
    sum.changed += changed;
    sum.withdrawn += withdrawn;
  };
  // Counted before judging: records that arrive in between make a window due again, and are never overlooked.
  const records = await countRecords(judging.warehouse, windows);
  let done = 0;
  for (let failed = 0; done < windows.length && failed < MOST_FAILURES && !signal?.aborted; done++) {
    lost.throwIfAborted();
    const said = await judge(judging, windows[done] as Window, records[done] ?? 0, chosen.again ?? false);
    failed = said instanceof Error ? failed + 1 : 0;
    if (said instanceof Error) failures.add(said.message);
    else if (said !== undefined) {
      sum.judged += 1;
      sum.findings += said;
    }
    if ((done + 1) % GROUP_EVERY === 0) await regroup();
    onWindow?.(done + 1, sum.findings);
  }
  await regroup();
  const stopped = done < windows.length;
  return { detector: judging.detector.name, windows: windows.length, ...sum, failures: [...failures], stopped };
}

/** @returns how many findings there are; undefined when there is nothing to judge any more; the error when it could not be judged */
async function judge(
  judging: Judging,
  window: Window,
  records: number,
  again: boolean,
): Promise<number | undefined | Error> {
  // Usage that retention has deleted must not take back what was found in it.
  if (records === 0) return undefined;
  const { casebook, warehouse, clock, detector, mode } = judging;
  const { name, version } = detector;
  const run: RunName = {
    id: runId({ detector: name, version, mode, window }),
    detector: name,
    version,
    mode,
    windowFrom: window.from,
    windowUntil: window.until,
  };
  if (!(await beginRun(casebook, run, clock.now(), again))) return undefined;
  try {
    const findings = detector.judge(await warehouse.ask(detector, { from: window.from, until: window.until }));
    const rows = findings.map((finding) => rowOf(run.id, finding));
    await completeRun(casebook, run, { findings: rows, records, opensIncidents: OPENING.has(mode) }, clock.now());
    return rows.length;
  } catch (error) {
    if (error instanceof CasebookError || !(error instanceof Error)) throw error;
    await failRun(casebook, run.id, error.message, clock.now());
    return error;
  }
}

async function countRecords(warehouse: Warehouse, windows: readonly Window[]): Promise<number[]> {
  if (windows.length === 0) return [];
  const from = windows.reduce((least, window) => Math.min(least, window.from.getTime()), Number.POSITIVE_INFINITY);
  const until = windows.reduce((most, window) => Math.max(most, window.until.getTime()), 0);
  const hours = await warehouse.ask(arrivals, { from: new Date(Math.max(from, 0)), until: new Date(until) });
  const counts = recordsByHour(hours);
  return windows.map((window) => recordsIn(window, counts));
}

function rowOf(run: string, finding: Finding): FindingRow {
  const { subject, score, point, because, numbers, evidence } = finding;
  const members = membersOf(finding);
  return {
    id: findingId(run, subject),
    subjectKind: subject.kind,
    subject: subject.id,
    score,
    point,
    because,
    numbers,
    evidence,
    members,
    parties: partiesOf({ subject, members }),
  };
}

function regroupJudged({ casebook, detector, clock }: Judging): Promise<Regrouped> {
  const decide = (findings: readonly FindingInTime[], decided: Decided) =>
    group(
      detector,
      findings.map(({ id, version, window_from, window_until, subject_kind, subject, ...said }) => ({
        id,
        version,
        window: { from: window_from, until: window_until },
        finding: { ...said, subject: { kind: subject_kind, id: subject } },
      })),
      decided,
    ).map(({ subject, ...incident }): IncidentRow => ({ ...incident, subjectKind: subject.kind, subject: subject.id }));
  return regroupFindings(casebook, detector.name, decide, clock.now());
}
