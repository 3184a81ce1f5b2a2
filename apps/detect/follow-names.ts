import type { Casebook } from '#casebook/casebook';
import { addFurtherNames, type FurtherName, furtherNames, sealedOriginals } from '#casebook/guard-rail-names';
import { listExceptions, listSharedNetworks } from '#casebook/guard-rails';
import type { GuardRails } from '#incident/guard-rails';
import { type LinkedName, linkedNames } from '#ingest/names/linked-names';
import { unsealName } from '#ingest/names/sealed-names';
import type { Clock } from '#platform/clock';
import type { Secrets } from '#platform/secrets';
import { pseudonym } from '#usage/pseudonym';
import type { Warehouse } from '#warehouse/warehouse';

interface Stores {
  readonly warehouse: Warehouse;
  readonly casebook: Casebook;
  readonly clock: Clock;
}

/**
 * Every exception and shared network, each with the names that its subject bears since a rotation of pseudonyms.
 *
 * While an overlap lasts, the log links old and new names of the accounts and keys that call; what it links is written
 * down, for the links are gone when the overlap ends.
 */
export async function railsOf({ warehouse, casebook, clock }: Stores): Promise<GuardRails> {
  const [exceptions, sharedNetworks] = [await listExceptions(casebook), await listSharedNetworks(casebook)];
  const followed = exceptions.filter(({ subjectKind }) => subjectKind !== 'network');
  const names = await furtherNames(casebook);
  const namesOf = ({ id, subject }: { readonly id: string; readonly subject: string }) => [
    subject,
    ...(names.get(id) ?? []),
  ];
  for (let asked = followed.flatMap(namesOf); asked.length > 0; ) {
    const now = clock.now();
    const links: LinkedName[] = [];
    for (const kind of ['account', 'key'])
      links.push(...(await warehouse.ask(linkedNames, { kind, names: asked, now }, 'sealed')));
    const found = followed.flatMap((entry): FurtherName[] => {
      const known = namesOf(entry);
      const pairs = links.filter(({ previous, current }) => known.includes(previous) || known.includes(current));
      const others = new Set(pairs.flatMap(({ previous, current }) => [previous, current]));
      return [...others].filter((name) => !known.includes(name)).map((subject) => ({ entry: entry.id, subject }));
    });
    await addFurtherNames(casebook, found, now);
    for (const { entry, subject } of found) names.set(entry, [...(names.get(entry) ?? []), subject]);
    // A name found may itself be linked to another, by a rotation before.
    asked = found.map(({ subject }) => subject);
  }
  const withNames = <Entry extends { readonly id: string }>(entry: Entry) => ({
    ...entry,
    furtherNames: names.get(entry.id) ?? [],
  });
  return { exceptions: exceptions.map(withNames), sharedNetworks: sharedNetworks.map(withNames) };
}

/**
 * Gives networks that people entered by an address the names they bear under the keys of today.
 *
 * Keys change only while no process works on an installation, so that once after opening it is enough.
 */
export async function nameNetworks(
  { casebook, clock }: Pick<Stores, 'casebook' | 'clock'>,
  { identityKey, pseudonymKey, previousPseudonym }: Pick<Secrets, 'identityKey' | 'pseudonymKey' | 'previousPseudonym'>,
): Promise<void> {
  const originals = await sealedOriginals(casebook);
  if (originals.size === 0) return;
  const names = await furtherNames(casebook);
  const entries = [...(await listExceptions(casebook)), ...(await listSharedNetworks(casebook))];
  const keys = [pseudonymKey, ...(previousPseudonym === undefined ? [] : [previousPseudonym.key])];
  const found = entries.flatMap(({ id, subject }): FurtherName[] => {
    const sealed = originals.get(id);
    if (sealed === undefined) return [];
    const network = unsealName(identityKey, 'network', { pseudonym: subject, sealed_original: sealed });
    const known = new Set([subject, ...(names.get(id) ?? [])]);
    return keys
      .map((key) => pseudonym(key, 'network', network))
      .filter((name) => !known.has(name))
      .map((name) => ({ entry: id, subject: name }));
  });
  await addFurtherNames(casebook, found, clock.now());
}
