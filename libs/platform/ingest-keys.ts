import { paddedKeyBlocks } from '#usage/pseudonym';
import type { IngestKeys } from '#warehouse/warehouse';
import type { Secrets } from './secrets.js';

/** The installation's keys in the form the ingest views take them. */
export function ingestKeys({
  pseudonymKey,
  identityKey,
  quarantineKey,
}: Pick<Secrets, 'pseudonymKey' | 'identityKey' | 'quarantineKey'>): IngestKeys {
  const { inner, outer } = paddedKeyBlocks(pseudonymKey);
  return { pseudonymInner: inner, pseudonymOuter: outer, identityKey, quarantineKey };
}
