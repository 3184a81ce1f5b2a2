/** Milliseconds, beyond which JavaScript has no date: 100 million days. */
const LAST_DATE = 8.64e15;

/** RFC 3339 of milliseconds since 1970, cut to whole ones so that a call never moves into the next window; undefined beyond the calendar. */
export function instantOf(milliseconds: unknown): string | undefined {
  if (typeof milliseconds !== 'number' || !(Math.abs(milliseconds) <= LAST_DATE)) return undefined;
  return new Date(Math.floor(milliseconds)).toISOString();
}
