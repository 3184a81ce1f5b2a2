import { listRuns } from '#casebook/runs';
import { listStages } from '#casebook/stages';
import { arrivals } from '#detect/arrivals';
import { owedWindows } from '#detect/owed-windows';
import { stageAt } from '#detect/stage';
import { HOUR, type Window } from '#usage/window';
import { type Judgement, type Judging, tryDetector } from './run-detector.js';

/** How far back a look for windows that are due goes. */
type Look = 'everything' | 'lately';

/** Records older than 7 days at receipt are not the clock's; one more day covers what was received while a look was under way. */
const LATELY = 8 * 24 * HOUR;

/** Two looks farther apart than this leave hours between them that a look at what is late would pass over. */
const FARTHEST_APART = 24 * HOUR;

/**
 * How far back to look, so that no window is passed over although a clock was set or the process slept.
 *
 * @param last  instant of the last look that came to its end, by the clock of its time; undefined after a start
 * @param now   by the clock of this time, which may have gone back
 */
export function lookAfter(last: Date | undefined, now: Date): Look {
  return last !== undefined && Math.abs(now.getTime() - last.getTime()) <= FARTHEST_APART ? 'lately' : 'everything';
}

/** Earliest instant a record may bear. */
const EPOCH = new Date(0);

/**
 * Judges every window that is due for one detector: those that have ended since, those missed while nothing ran, those
 * that received further records.
 *
 * @param judging  detector and stores; runs are scheduled ones
 * @param look     `everything` where no one knows what was missed; see `lookAfter`
 * @param signal   stops between two windows
 * @returns        undefined when another process works for the detector
 */
export function catchUp(
  judging: Omit<Judging, 'mode'>,
  look: Look,
  signal: AbortSignal,
): Promise<Judgement | undefined> {
  const { warehouse, casebook, clock, detector } = judging;
  return tryDetector({ ...judging, mode: 'scheduled' }, async () => {
    const now = clock.now();
    const history = await listStages(casebook, detector.name);
    const modeOf = ({ until }: Pick<Window, 'until'>) => stageAt(detector, history, until);
    const from = look === 'everything' ? EPOCH : new Date(now.getTime() - LATELY);
    // A window that reaches back beyond the look needs the hours before it to be counted whole.
    const earliest = new Date(Math.max(0, Math.floor(from.getTime() / HOUR - detector.spanHours) * HOUR));
    const until = new Date(Math.ceil(now.getTime() / HOUR) * HOUR);
    const hours = await warehouse.ask(arrivals, { from: earliest, until });
    const { name, version } = detector;
    const runs = await listRuns(casebook, {
      detector: name,
      version,
      modes: ['scheduled', 'shadow'],
      from,
      until: now,
    });
    const judged = runs.filter((run) => run.mode === modeOf({ until: run.windowUntil }));
    const windows = owedWindows(detector, hours, judged, now)
      .map(({ window }) => window)
      .filter(({ until }) => until > from);
    // Windows judged before are among them only when they are to be judged once more.
    return { windows, modeOf, again: true, signal };
  });
}
