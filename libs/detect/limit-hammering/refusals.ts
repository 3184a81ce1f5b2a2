/** One minute of one account. */
export interface Row {
  /** Minutes since the window's start. */
  readonly minute: number;
  readonly calls: number;
  /** At most `calls`. */
  readonly refused: number;
}

/** The stretch from an account's first refused minute to its last. */
export interface Refusals {
  readonly calls: number;
  readonly refused: number;
  /** Length of the stretch, both ends counted. */
  readonly minutes: number;
  /** Refused calls of each ten minutes, counted from the stretch's start; the last ten may be short. */
  readonly tens: readonly number[];
  /** Calls in minutes that follow a refusal, over calls in the minutes they follow; 0 is a full stop, 1 no reaction at all. */
  readonly kept: number;
}

/**
 * What one account did between its first refusal and its last.
 *
 * Growth after a refusal counts no more than going on: otherwise one late burst would hide many pauses.
 *
 * @param minutes  minutes with calls, in any order, none twice
 * @returns        the stretch; undefined when nothing was refused
 */
export function refusals(minutes: readonly Row[]): Refusals | undefined {
  const refusing = minutes.filter(({ refused }) => refused > 0).map(({ minute }) => minute);
  if (refusing.length === 0) return undefined;
  const first = refusing.reduce((a, b) => Math.min(a, b));
  const last = refusing.reduce((a, b) => Math.max(a, b));
  const callsAt = new Map(minutes.map(({ minute, calls }) => [minute, calls]));
  const tens = new Array<number>(Math.floor((last - first) / 10) + 1).fill(0);
  let [calls, refused, before, after] = [0, 0, 0, 0];
  for (const row of minutes) {
    if (row.minute < first || row.minute > last) continue;
    calls += row.calls;
    refused += row.refused;
    const ten = Math.floor((row.minute - first) / 10);
    tens[ten] = (tens[ten] ?? 0) + row.refused;
    if (row.refused > 0 && row.minute < last) {
      before += row.calls;
      after += Math.min(row.calls, callsAt.get(row.minute + 1) ?? 0);
    }
  }
  return { calls, refused, minutes: last - first + 1, tens, kept: before === 0 ? 0 : after / before };
}
