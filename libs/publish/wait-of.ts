import { HOUR } from '#usage/window';

/** Hours up to which a wait falls into each band of `WAITS`. */
const BOUNDS: readonly (readonly [hours: number, band: string])[] = [
  [1, 'H01'],
  [24, 'D01'],
  [7 * 24, 'D07'],
  [30 * 24, 'D30'],
];

/**
 * The band of the time from a first sign to the first action.
 *
 * @param firstSeen  first sign, in milliseconds since 1970 like the others
 * @param actedAt    first action; null when there was none
 * @param until      end of the quarter, exclusive; what was done later is not told
 * @returns          a code of `WAITS`
 */
export function waitOf(firstSeen: number, actedAt: number | null, until: number): string {
  if (actedAt === null || actedAt >= until) return 'NON';
  const hours = (actedAt - firstSeen) / HOUR;
  return BOUNDS.find(([most]) => hours <= most)?.[1] ?? 'L30';
}
