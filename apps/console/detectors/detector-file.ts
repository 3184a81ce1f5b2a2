import type { RunSum } from '#casebook/run-history';
import type { StageRow } from '#casebook/stages';
import type { Detector, Stage } from '#detect/detector';
import { stageAt } from '#detect/stage';

/** A detector as the catalogue has it, with its stage and what the ledger has of it. */
export interface DetectorFile
  extends Pick<
    Detector,
    | 'name'
    | 'version'
    | 'category'
    | 'family'
    | 'severity'
    | 'everyHours'
    | 'spanHours'
    | 'catches'
    | 'misses'
    | 'mistakes'
  > {
  readonly stage: Stage;
  /** What its findings open while it is in service. */
  readonly opens: NonNullable<Detector['opens']>;
  /** The run of this version that ended last. */
  readonly lastRun: { readonly mode: string; readonly windowUntil: Date; readonly finishedAt: Date } | null;
  /** Newest version first. */
  readonly ledger: readonly RunSum[];
  /** In the order they were made. */
  readonly stages: readonly StageRow[];
}

/**
 * Puts together what is known of a detector.
 *
 * @param sums    of the ledger, of any detectors
 * @param stages  decisions, of any detectors, in the order they were made
 */
export function detectorFile(
  detector: Detector,
  sums: readonly RunSum[],
  stages: readonly StageRow[],
  now: Date,
): DetectorFile {
  const { name, version, category, family, severity, everyHours, spanHours, catches, misses, mistakes } = detector;
  const { opens = 'incidents' } = detector;
  const ledger = sums.filter((sum) => sum.detector === name);
  const history = stages.filter((entry) => entry.detector === name);
  const ended = ledger.flatMap(({ version: of, mode, until: windowUntil, lastFinishedAt: finishedAt }) =>
    of === version && finishedAt !== null ? [{ mode, windowUntil, finishedAt }] : [],
  );
  const lastRun = ended.sort((a, b) => b.finishedAt.getTime() - a.finishedAt.getTime())[0] ?? null;
  const stage = stageAt(detector, history, now);
  const told = { category, family, severity, everyHours, spanHours, lastRun, catches, misses, mistakes };
  return { name, version, stage, opens, ...told, ledger, stages: history };
}
