const STEPS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
] as const;

/** A stretch of time in the unit that fits it, with two digits that matter: `1.5 d`, `42 min`. @param seconds  from zero */
export function spokenSpan(seconds: number): string {
  const [size, unit] = STEPS.find(([least]) => seconds >= least) ?? [1, 's'];
  const value = seconds / size;
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${unit}`;
}
