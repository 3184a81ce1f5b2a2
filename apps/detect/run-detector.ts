import { type Casebook } from '#casebook/casebook';
import { CasebookError } from '#casebook/casebook-error';
import { type FindingInTime, regroupFindings } from '#casebook/grouping';
import { beginRun, cancelRuns, completeRun, doneRuns, failRun, type RunName } from '#casebook/runs';
import type { IncidentRow, Regrouped } from '#casebook/write-incidents';
import { arrivals } from '#detect/arrivals';
import type { Detector, Mode } from '#detect/detector';
import { recordsByHour, recordsIn } from '#detect/owed-windows';
import { runId } from '#incident/found';
import { type Decided, group } from '#incident/group';
import { type GuardRails, NOTHING_HELD, standing } from '#incident/guard-rails';
import type { Clock } from '#platform/clock';
import type { Window } from '#usage/window';
import type { Warehouse } from '#warehouse/warehouse';
import { answersAhead } from './answers-ahead.js';
import { leaseOf } from './detector-lease.js';
import { findingRow } from './finding-row.js';
import { railsOf } from './follow-names.js';
import { following } from './following.js';
import { systemsOf } from './systems-of.js';

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
  /** The mode of each window where it is not one for all. */
  readonly modeOf?: (window: Window) => Mode;
  /** Groups after each window, so that an incident is opened when the clock would have opened it; else every hundred windows. */
  readonly groupsEach?: boolean;
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
  /** Of the windows that have none of their own. */
  readonly mode: Mode;
  readonly windows: number;
  /** Windows judged now; the others were done already or hold no usage. */
  readonly judged: number;
  /** Findings of the windows judged now. */
  readonly findings: number;
  /** Those among them that open no incident because of an exception or a shared network. */
  readonly withheld: number;
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

/** Whether findings of a mode become incidents; those of a detector that opens discoveries never do. */
function opensIncidents({ opens = 'incidents' }: Detector, mode: Mode): boolean {
  return opens === 'incidents' && OPENING.has(mode);
}

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

async function judgeAll(judging: Judging, chosen: Windows, lost: AbortSignal): Promise<Judgement> {
  const { windows, signal, onWindow, again = false } = chosen;
  const sum = { judged: 0, findings: 0, withheld: 0, opened: 0, changed: 0, withdrawn: 0 };
  const failures = new Set<string>();
  const names = windows.map((window) => nameRun(judging.detector, chosen.modeOf?.(window) ?? judging.mode, window));
  const rails = await railsOf(judging);
  const regroup = async () => {
    if (!opensIncidents(judging.detector, judging.mode)) return;
    const { opened, changed, withdrawn } = await regroupJudged(judging);
    sum.opened += opened;
    sum.changed += changed;
    sum.withdrawn += withdrawn;
  };
  // Counted before judging: records that arrive in between make a window due again, and are never overlooked.
  const records = await countRecords(judging.warehouse, windows);
  const judgedBefore = again ? new Set() : await doneRuns(judging.casebook, names);
  const answers = answersAhead(
    (place, early) => ask(judging, names[place] as RunName, early),
    (place) => (records[place] ?? 0) > 0 && !judgedBefore.has(names[place]?.id),
  );
  let done = 0;
  try {
    for (let failed = 0; done < windows.length && failed < MOST_FAILURES && !signal?.aborted; done++) {
      lost.throwIfAborted();
      const taken = () => answers.take(done);
      const said = await judge(judging, names[done] as RunName, records[done] ?? 0, again, rails, taken);
      failed = said instanceof Error ? failed + 1 : 0;
      if (said instanceof Error) failures.add(said.message);
      else if (said !== undefined) {
        sum.judged += 1;
        sum.findings += said.findings;
        sum.withheld += said.withheld;
      }
      if (chosen.groupsEach || (done + 1) % GROUP_EVERY === 0) await regroup();
      onWindow?.(done + 1, sum.findings);
    }
  } finally {
    answers.stop();
  }
  await regroup();
  const stopped = done < windows.length;
  if (signal?.aborted) {
    const left = names.filter((_, index) => index >= done && (records[index] ?? 0) > 0);
    await cancelRuns(judging.casebook, left, judging.clock.now());
  }
  const { detector, mode } = judging;
  return { detector: detector.name, mode, windows: windows.length, ...sum, failures: [...failures], stopped };
}

function nameRun({ name, version }: Detector, mode: Mode, window: Window): RunName {
  const key = { detector: name, version, mode };
  return { id: runId({ ...key, window }), ...key, windowFrom: window.from, windowUntil: window.until };
}

function ask({ warehouse, detector }: Judging, run: RunName, signal: AbortSignal): Promise<unknown[]> {
  return warehouse.ask(detector, { from: run.windowFrom, until: run.windowUntil }, 'open', { signal });
}

/** @returns what was found; undefined when there is nothing to judge any more; the error when it could not be judged */
async function judge(
  { casebook, warehouse, clock, detector }: Judging,
  run: RunName,
  records: number,
  again: boolean,
  rails: GuardRails,
  taken: () => Promise<readonly unknown[]>,
): Promise<{ readonly findings: number; readonly withheld: number } | undefined | Error> {
  // Usage that retention has deleted must not take back what was found in it.
  if (records === 0) return undefined;
  const window: Window = { from: run.windowFrom, until: run.windowUntil };
  const startedAt = clock.now();
  if (!(await beginRun(casebook, run, startedAt, again))) return undefined;
  try {
    const answer = await taken();
    const findings = detector.judge(answer);
    const holding = OPENING.has(run.mode)
      ? standing(run.detector, window, rails, await systemsOf(findings, window, rails, warehouse))
      : NOTHING_HELD;
    const rows = findings.map((finding) => findingRow(run.id, detector, finding, holding));
    const result = {
      findings: rows,
      records,
      opensIncidents: opensIncidents(detector, run.mode),
      leftOut: detector.leftOut?.(answer),
      ...(OPENING.has(run.mode) ? { following: following(detector) } : {}),
      startedAt,
    };
    await completeRun(casebook, run, result, clock.now());
    return { findings: rows.length, withheld: rows.filter(({ withheld: why }) => why !== null).length };
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
