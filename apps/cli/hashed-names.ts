import { isIP } from 'node:net';
import type { Secrets } from '#platform/secrets';
import { pseudonym } from '#usage/pseudonym';
import { networkOf } from '../ingest/network-of.js';
import { CommandError } from './command.js';
import { printable } from './table.js';

/** Subjects a person can name. */
export const SUBJECT_KINDS = ['account', 'key', 'network'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Keys that pseudonyms are made with. */
export type NamingKeys = Pick<Secrets, 'pseudonymKey' | 'previousPseudonym'>;

/** Whether a text looks as pseudonyms do. */
export function isPseudonym(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/**
 * The pseudonyms of a subject that somebody typed: under the current key and, while an overlap lasts, under the one before.
 *
 * What looks like a pseudonym is taken for one, since that is what findings and incidents show; a log that calls its
 * accounts so itself needs `isOriginal`.
 *
 * @param kind        what the text names
 * @param text        a pseudonym, or the name as the log has it; of a network any address in it
 * @param isOriginal  whether it is the name as the log has it, whatever it looks like
 * @returns           the current one first
 * @throws {CommandError} when a network is named by something that is no address
 */
export function hashedNames(
  kind: SubjectKind,
  text: string,
  isOriginal: boolean,
  { pseudonymKey, previousPseudonym }: NamingKeys,
): string[] {
  if (!isOriginal && isPseudonym(text)) return [text];
  const original = kind === 'network' ? namedNetwork(text) : text;
  const keys = [pseudonymKey, ...(previousPseudonym === undefined ? [] : [previousPseudonym.key])];
  return keys.map((key) => pseudonym(key, kind, original));
}

function namedNetwork(text: string): string {
  const [address = ''] = text.split('/');
  if (isIP(address) !== 0) return networkOf(address);
  throw new CommandError(
    `${printable(text)} is no network; write an address in it, such as 203.0.113.7 or 2001:db8:1::/48`,
  );
}
