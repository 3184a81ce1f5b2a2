import { type SealedName, sealedBytes, sealedNames, unsealName } from '#ingest/names/sealed-names';
import type { Warehouse } from '#warehouse/warehouse';

/** Names looked at in one go; a few megabytes. */
const MOST = 20_000;

/**
 * Under which pseudonyms a subject is known, those of keys included that have been deleted since.
 *
 * @param identityKey  the installation's, 32 bytes
 * @param original     as the log has it
 * @throws {Error} when names were sealed with another key
 */
export async function namesOf(
  warehouse: Warehouse,
  identityKey: Uint8Array,
  kind: 'account' | 'key',
  original: string,
): Promise<string[]> {
  const found: string[] = [];
  const bytes = sealedBytes(original);
  for (let after = ''; ; ) {
    const page: SealedName[] = await warehouse.ask(sealedNames, { kind, bytes, after, most: MOST }, 'sealed');
    const same = page.filter((name) => unsealName(identityKey, kind, name) === original);
    found.push(...same.map(({ pseudonym }) => pseudonym));
    const last = page.at(-1);
    if (last === undefined || page.length < MOST) return found;
    after = last.pseudonym;
  }
}
