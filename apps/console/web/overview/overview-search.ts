/** Lengths of a period in days that the overview offers; 28 is what it shows when nothing else is asked for. */
export const PERIODS = [7, 14, 28, 91] as const;

export interface OverviewSearch {
  readonly days?: (typeof PERIODS)[number];
}

/** Reads the address; what it does not know is left out. */
export function readOverviewSearch({ days }: Record<string, unknown>): OverviewSearch {
  const known = PERIODS.find((each) => each === Number(days));
  return known === undefined || known === 28 ? {} : { days: known };
}
