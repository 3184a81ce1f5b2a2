import { sealedName, unsealName } from '#ingest/names/sealed-names';
import { sealSecret } from '#platform/sealed-secret';
import type { Secrets } from '#platform/secrets';
import { pseudonym } from '#usage/pseudonym';
import type { Warehouse } from '#warehouse/warehouse';
import { keyIdOf } from '../campaigns/share-campaign.js';
import type { Outgoing } from '../tokens.js';

/** Keys that what leaves the house is sealed or named with. */
export type OutgoingSecrets = Pick<Secrets, 'apiKeyPepper' | 'identityKey' | 'pseudonymKey' | 'fingerprintKey'>;

/** What leaves the house sealed or by name, with the keys of an installation. */
export function outgoingOf(
  warehouse: Warehouse,
  { apiKeyPepper, identityKey, pseudonymKey, fingerprintKey }: OutgoingSecrets,
  networks: readonly string[],
): Outgoing {
  return {
    networks,
    seal: (secret) => sealSecret(apiKeyPepper, secret),
    // Domains and contacts are hashed with the key of texts, which outlives a rotation of pseudonyms.
    pseudonymOf: (kind, original) => pseudonym(kind === 'domain' ? fingerprintKey : pseudonymKey, kind, original),
    hashKeyId: keyIdOf(fingerprintKey),
    async originalOf(account) {
      const [found] = await warehouse.ask(sealedName, { kind: 'account', pseudonym: account }, 'sealed');
      return found === undefined ? null : unsealName(identityKey, 'account', found);
    },
  };
}
