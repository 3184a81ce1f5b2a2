/** A half-open stretch of time `[from, until)` in UTC that a detector judges. */
export interface Window {
  readonly from: Date;
  readonly until: Date;
}

/** Milliseconds in one hour. */
export const HOUR = 3_600_000;

/**
 * Cuts `[from, until)` into windows whose ends lie on multiples of `everyHours` since the epoch.
 *
 * Only windows that end at or before `until` are returned: a window that is still filling is not
 * judged. Windows longer than their spacing overlap, so that a slow campaign is seen whole.
 *
 * @param from        instant the first window's step may begin at
 * @param until       instant no window may end after
 * @param everyHours  spacing of window ends, hours, above zero
 * @param spanHours   length of each window, hours, at least `everyHours`
 * @returns           windows in order of their end
 * @throws {RangeError} when the spacing is not positive or exceeds the span
 */
export function windowsBetween(from: Date, until: Date, everyHours: number, spanHours: number): Window[] {
  if (!(everyHours > 0)) throw new RangeError('windowsBetween requires a spacing above zero hours');
  if (spanHours < everyHours) throw new RangeError('windowsBetween requires a span no shorter than the spacing');
  const step = everyHours * HOUR;
  const windows: Window[] = [];
  for (let end = (Math.floor(from.getTime() / step) + 1) * step; end <= until.getTime(); end += step) {
    windows.push({ from: new Date(end - spanHours * HOUR), until: new Date(end) });
  }
  return windows;
}
