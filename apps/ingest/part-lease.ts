import type { Casebook } from '#casebook/casebook';

/** Loaders at once, each with its own part of every segment: one a core of a small machine. */
export const PARTS = 2;

/**
 * Does work that must not meet another loader at the same part of the records: two of them would each miss the
 * other's new ids and store a record twice.
 *
 * @param part  from 0 to PARTS - 1
 */
export function withPart<T>(casebook: Casebook, part: number, work: () => Promise<T>): Promise<T> {
  return casebook.lease(`load part ${part}`, work);
}

/** Does work that concerns every part, as a load by hand does. Leases are taken in one order, so that nobody waits in a circle. */
export function withEveryPart<T>(casebook: Casebook, work: () => Promise<T>): Promise<T> {
  let nested = work;
  for (let part = PARTS - 1; part >= 0; part -= 1) {
    const inner = nested;
    nested = () => withPart(casebook, part, inner);
  }
  return nested();
}
