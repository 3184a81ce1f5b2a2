import { InvalidArgumentError } from 'commander';

/** Lines at most; more are for a query of one's own, not for a list. */
const LARGEST = 10_000;

/** How many lines a list may have, as typed. */
export function limit(text: string): number {
  const count = Number(text);
  if (/^\d{1,5}$/.test(text) && count >= 1 && count <= LARGEST) return count;
  throw new InvalidArgumentError(`write a whole number from 1 to ${LARGEST}.`);
}
