import { CALM_RECORD, type CalmRecord } from './calm-record.js';
import type { Detector } from './detector.js';

/** How often a detector names an honest account with a score as high; comparable between detectors, unlike scores. */
export interface FalseAlarms {
  /** Account-days on which it did. */
  readonly named: number;
  /** Account-days looked at. */
  readonly accountDays: number;
  /** `named / accountDays`; where nobody was named 1 / accountDays, which the rate then lies below as far as was seen. */
  readonly rate: number;
  /** Whether the rate is only known to be less. */
  readonly isBound: boolean;
}

/**
 * The false-alarm rate that a score stands for, per account and day with usage.
 *
 * It falls as scores rise, in steps as fine as the calm traffic is large: whoever was silent over N account-days may
 * have a rate of anything below one in N, and no figure is invented for it.
 *
 * @param detector  a version that was measured
 * @param score     on the detector's own scale
 * @returns         undefined where this version was not measured
 */
export function falseAlarms(
  { name, version }: Pick<Detector, 'name' | 'version'>,
  score: number,
  record: CalmRecord = CALM_RECORD,
): FalseAlarms | undefined {
  const measured = Object.hasOwn(record, name) ? record[name] : undefined;
  if (measured?.version !== version) return undefined;
  const { accountDays, scores } = measured;
  const named = scores.filter((calm) => calm >= score).length;
  return { named, accountDays, rate: Math.max(1, named) / accountDays, isBound: named === 0 };
}
