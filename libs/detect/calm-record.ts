/** What a detector said of honest accounts. */
export interface CalmDetector {
  readonly version: number;
  /** Pairs of an account and a UTC day on which it called, of the days whose windows were judged. */
  readonly accountDays: number;
  /** Highest score of each account-day on which it named the account, descending; empty when it kept silent. */
  readonly scores: readonly number[];
}

/** What detectors said of traffic that nobody in it misused, by their names. */
export type CalmRecord = Readonly<Record<string, CalmDetector>>;

/**
 * Measured over the calm worlds; detectors with hourly windows on one day in five. Detectors that are missing were not
 * measured. `CALM=measure npx vitest run test/calm/calm-record.test.ts` makes it anew, and adds the look-alikes of the
 * scenarios and the honest accounts of the demonstration, which takes an hour or more.
 */
export const CALM_RECORD: CalmRecord = {
  'account-pool': { version: 1, accountDays: 114, scores: [] },
  'coordinated-accounts': { version: 4, accountDays: 920, scores: [] },
  'emerging-cluster': { version: 1, accountDays: 920, scores: [] },
  'filter-evasion': { version: 1, accountDays: 920, scores: [] },
  'limit-hammering': { version: 1, accountDays: 114, scores: [] },
  'limit-riding': { version: 1, accountDays: 920, scores: [] },
  'model-extraction': { version: 1, accountDays: 920, scores: [] },
  'narrative-fan-out': { version: 1, accountDays: 920, scores: [] },
  'persistent-violation': { version: 1, accountDays: 920, scores: [] },
  'persona-farm': { version: 1, accountDays: 920, scores: [] },
  'shared-key': { version: 1, accountDays: 114, scores: [] },
  'spam-campaign': { version: 3, accountDays: 920, scores: [] },
  'usage-spike': { version: 1, accountDays: 114, scores: [] },
};
