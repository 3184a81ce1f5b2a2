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
 * Measured over invented traffic: the calm worlds, the look-alikes of the scenarios, and the honest accounts of
 * the demonstration; detectors with hourly windows on one day in five. Made by `CALM=measure npx vitest run test/calm/calm-record.test.ts`.
 */
export const CALM_RECORD: CalmRecord = {};
