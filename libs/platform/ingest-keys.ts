import { paddedKeyBlocks } from '#usage/pseudonym';
import type { IngestKeys } from '#warehouse/provide';

/** The keys of an installation that ingest needs, 32 bytes each. */
export interface IngestSecrets {
  readonly pseudonymKey: Buffer;
  readonly identityKey: Buffer;
  readonly quarantineKey: Buffer;
  /** Absent in a warehouse that is thrown away: the pseudonym key serves there. */
  readonly fingerprintKey?: Buffer;
  /** When the pseudonym key became the current one; a warehouse that is thrown away knows no other. */
  readonly pseudonymSince?: Date;
  readonly previousPseudonym?: { readonly key: Buffer; readonly until: Date } | undefined;
}

/** The installation's keys in the form the ingest views take them. */
export function ingestKeys(secrets: IngestSecrets): IngestKeys {
  const { pseudonymKey, identityKey, quarantineKey, fingerprintKey = pseudonymKey, previousPseudonym } = secrets;
  const pseudonym = paddedKeyBlocks(pseudonymKey);
  const fingerprint = paddedKeyBlocks(fingerprintKey);
  const previous = previousPseudonym && {
    ...paddedKeyBlocks(previousPseudonym.key),
    until: previousPseudonym.until,
  };
  return {
    pseudonymInner: pseudonym.inner,
    pseudonymOuter: pseudonym.outer,
    identityKey,
    quarantineKey,
    fingerprintInner: fingerprint.inner,
    fingerprintOuter: fingerprint.outer,
    since: secrets.pseudonymSince ?? new Date(0),
    ...(previous === undefined ? {} : { previous }),
  };
}
