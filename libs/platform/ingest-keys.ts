import { paddedKeyBlocks } from '#usage/pseudonym';
import type { IngestKeys } from '#warehouse/warehouse';

/** The three keys of an installation that ingest needs, 32 bytes each. */
export interface IngestSecrets {
  readonly pseudonymKey: Buffer;
  readonly identityKey: Buffer;
  readonly quarantineKey: Buffer;
}

/** The installation's keys in the form the ingest views take them. */
export function ingestKeys({ pseudonymKey, identityKey, quarantineKey }: IngestSecrets): IngestKeys {
  const { inner, outer } = paddedKeyBlocks(pseudonymKey);
  return { pseudonymInner: inner, pseudonymOuter: outer, identityKey, quarantineKey };
}
