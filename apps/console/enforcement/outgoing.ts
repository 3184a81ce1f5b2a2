import { sealedName, unsealName } from '#ingest/forget/sealed-names';
import { sealSecret } from '#platform/sealed-secret';
import type { Secrets } from '#platform/secrets';
import { pseudonym } from '#usage/pseudonym';
import type { Warehouse } from '#warehouse/warehouse';
import type { Outgoing } from '../tokens.js';

/** What leaves the house sealed or by name, with the keys of an installation. */
export function outgoingOf(
  warehouse: Warehouse,
  { apiKeyPepper, identityKey, pseudonymKey }: Pick<Secrets, 'apiKeyPepper' | 'identityKey' | 'pseudonymKey'>,
  networks: readonly string[],
): Outgoing {
  return {
    networks,
    seal: (secret) => sealSecret(apiKeyPepper, secret),
    pseudonymOf: (kind, original) => pseudonym(pseudonymKey, kind, original),
    async originalOf(account) {
      const [found] = await warehouse.ask(sealedName, { kind: 'account', pseudonym: account }, 'sealed');
      return found === undefined ? null : unsealName(identityKey, 'account', found);
    },
  };
}
