import { linkedNames } from '#ingest/names/linked-names';
import type { Installation } from '#platform/open-installation';
import { namesOf } from '../ingest/names-of.js';
import { hashedNames, isPseudonym } from './hashed-names.js';

/**
 * Every pseudonym under which something is kept of a subject that somebody typed.
 *
 * An original is hashed under the current key and, while an overlap lasts, under the one before it; the names it bore under
 * keys that are deleted are found by what they stand for. A pseudonym brings along those it is linked to while an overlap lasts.
 *
 * @param kind        what the text names
 * @param text        the name as the log has it, or a pseudonym
 * @param isOriginal  whether it is the name as the log has it, whatever it looks like
 * @returns           at least one, each once
 * @throws {WarehouseError} when the warehouse does not answer
 */
export async function subjectNames(
  kind: 'account' | 'key',
  text: string,
  isOriginal: boolean,
  { secrets, warehouse, clock }: Pick<Installation, 'secrets' | 'warehouse' | 'clock'>,
): Promise<string[]> {
  if (!isOriginal && isPseudonym(text)) {
    const links = await warehouse.ask(linkedNames, { kind, names: [text], now: clock.now() }, 'sealed');
    return [...new Set([text, ...links.flatMap(({ previous, current }) => [previous, current])])];
  }
  const hashed = hashedNames(kind, text, true, secrets);
  return [...new Set([...hashed, ...(await namesOf(warehouse, secrets.identityKey, kind, text))])];
}
