/** How long ago an incident was opened, the shortest first. */
export const AGES = ['day', 'week', 'month', 'older'] as const;
export type IncidentAge = (typeof AGES)[number];

/** Days after which the next age begins; the last one has no end. */
const DAYS = [1, 7, 28] as const;

const DAY = 86_400_000;

/** Instants between the ages, ascending: whatever was opened before the first of them is `older`. */
export function ageBounds(now: Date): Date[] {
  return [...DAYS].reverse().map((days) => new Date(now.getTime() - days * DAY));
}

/** How many of the bounds lie at or before the opening of an incident of this age. */
export function stepOfAge(age: IncidentAge): number {
  return AGES.length - 1 - AGES.indexOf(age);
}

/** @throws {RangeError} when there is no such step */
export function ageOfStep(step: number): IncidentAge {
  const age = AGES[AGES.length - 1 - step];
  if (age === undefined) throw new RangeError(`ageOfStep requires a step from 0 to ${AGES.length - 1}`);
  return age;
}
