import { isIP } from 'node:net';
import { sealName } from '#ingest/forget/sealed-names';
import type { Secrets } from '#platform/secrets';
import { pseudonym } from '#usage/pseudonym';
import { networkOf } from '../ingest/network-of.js';
import { CommandError } from './command.js';
import { printable } from './table.js';

/** Subjects a person can name. */
export const SUBJECT_KINDS = ['account', 'key', 'network'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/**
 * The pseudonym of a subject that somebody typed.
 *
 * What looks like a pseudonym is taken for one, since that is what findings and incidents show; a log that calls its
 * accounts so itself needs `isOriginal`.
 *
 * @param kind        what the text names
 * @param text        a pseudonym, or the name as the log has it; of a network any address in it
 * @param isOriginal  whether it is the name as the log has it, whatever it looks like
 * @param secrets     the installation's
 * @throws {CommandError} when a network is named by something that is no address
 */
export function subjectName(
  kind: SubjectKind,
  text: string,
  isOriginal: boolean,
  { pseudonymKey }: Pick<Secrets, 'pseudonymKey'>,
): string {
  if (isPseudonym(text, isOriginal)) return text;
  return pseudonym(pseudonymKey, kind, kind === 'network' ? networkWith(text) : text);
}

/**
 * The network that a person named by an address in it, sealed, so that an entry holds whatever it is called later.
 *
 * @param subject  its pseudonym
 * @returns        undefined where the person named the network by that pseudonym, for nobody knows what it stands for
 */
export function sealedNetwork(
  text: string,
  isOriginal: boolean,
  subject: string,
  { identityKey }: Pick<Secrets, 'identityKey'>,
): string | undefined {
  return isPseudonym(text, isOriginal) ? undefined : sealName(identityKey, 'network', subject, networkWith(text));
}

function isPseudonym(text: string, isOriginal: boolean): boolean {
  return !isOriginal && /^[0-9a-f]{32}$/.test(text);
}

/** The network that an address is in. */
function networkWith(text: string): string {
  const [address = ''] = text.split('/');
  if (isIP(address) === 0) {
    throw new CommandError(
      `${printable(text)} is no network; write an address in it, such as 203.0.113.7 or 2001:db8:1::/48`,
    );
  }
  return networkOf(address);
}
