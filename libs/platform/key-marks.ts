import { createHash } from 'node:crypto';
import type { Secrets } from './secrets.js';

/** Hex digits of a mark: enough to tell keys apart, and of a key of 256 bits they tell nothing. */
const DIGITS = 16;

/**
 * What tells one installation's keys from another's and gives none of them away.
 *
 * @returns marks by the names that `secrets.json` has for the keys
 */
export function keyMarks({ pseudonymSince: _, previousPseudonym, ...keys }: Secrets): Record<string, string> {
  const marks = Object.entries(keys).map(([name, key]) => [name, markOf(name, key)]);
  if (previousPseudonym === undefined) return Object.fromEntries(marks);
  return Object.fromEntries([...marks, ['previousPseudonym', markOf('pseudonymKey', previousPseudonym.key)]]);
}

/**
 * Which keys of a backup are not at hand.
 *
 * @param kept  marks of the keys that the backup was made under
 * @param ours  marks of the keys at hand; pseudonyms may have been rotated once since
 * @returns     names, in the order of the backup
 */
export function otherKeys(kept: Readonly<Record<string, string>>, ours: Readonly<Record<string, string>>): string[] {
  return Object.entries(kept).flatMap(([name, mark]) => {
    if (name === 'previousPseudonym' || ours[name] === mark) return [];
    return name === 'pseudonymKey' && ours.previousPseudonym === mark ? [] : [name];
  });
}

function markOf(name: string, key: Uint8Array): string {
  return createHash('sha256').update(`usewatch key mark ${name} `).update(key).digest('hex').slice(0, DIGITS);
}
