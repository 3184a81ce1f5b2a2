import type { Detector, Stage } from './detector.js';

/** What people do to the stage of a detector: try it out, put it in service, take it out of service. */
export type StageChange = 'shadow' | 'promote' | 'demote';

/** A decision on the stage of a detector. */
export interface Staged {
  readonly stage: Stage;
  readonly decidedAt: Date;
}

/**
 * The stage a detector was in at an instant.
 *
 * Asked for the end of a window, it says for ever in which mode the clock runs that window: whenever it is judged, and
 * however often. So a promoted detector opens incidents from the next window on, and none of what it saw in shadow.
 *
 * @param detector  its own stage holds before the first decision
 * @param history   decisions in the order they were made; where a clock went back, the later decision counts
 * @param instant   when
 */
export function stageAt(detector: Pick<Detector, 'stage'>, history: readonly Staged[], instant: Date): Stage {
  return history.findLast(({ decidedAt }) => decidedAt <= instant)?.stage ?? detector.stage ?? 'scheduled';
}

/**
 * Turns a wish to change a stage into the stage that follows.
 *
 * @param current  stage as the person saw it
 * @param change   what the person wants
 * @returns        the next stage, or why it is refused
 */
export function nextStage(
  current: Stage,
  change: StageChange,
): { readonly stage: Stage } | { readonly refused: string } {
  const stage: Stage = change === 'promote' ? 'scheduled' : 'shadow';
  if (stage !== current) return { stage };
  return {
    refused:
      stage === 'scheduled' ? 'it is in service already' : 'it is in shadow already; promote it to put it in service',
  };
}
