import { createHash } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { WarehouseError } from './warehouse-error.js';

/** Keys the ingest views read from memory: padded HMAC blocks of 64 bytes, AES keys of 32 bytes. */
export interface IngestKeys {
  readonly pseudonymInner: Buffer;
  readonly pseudonymOuter: Buffer;
  readonly identityKey: Buffer;
  readonly quarantineKey: Buffer;
  readonly fingerprintInner: Buffer;
  readonly fingerprintOuter: Buffer;
  /** When the pseudonym key became the current one: later keys replace earlier ones, never the reverse. */
  readonly since: Date;
  /** Blocks of the pseudonym key before it, and until when its pseudonyms are linked to the new ones. */
  readonly previous?: { readonly inner: Buffer; readonly outer: Buffer; readonly until: Date };
}

/**
 * Hands the ingest views their keys, which live in a table of memory only, so that a restarted engine has none.
 *
 * Keys of another version are replaced: the new ones are added first and the old ones deleted then. In between, and
 * should this process die in between, the views refuse to run, since they accept keys of one version only.
 *
 * @param client  connected to the private database
 * @throws {WarehouseError} when the warehouse has later keys than these: what they make, nothing would link
 */
export async function provide(client: ClickHouseClient, keys: IngestKeys): Promise<void> {
  const version = versionOf(keys);
  const since = Math.floor(keys.since.getTime() / 1_000);
  const answer = await client.query({
    query: 'SELECT version, toUInt32(max(since)) AS since FROM secret GROUP BY version',
    format: 'JSONEachRow',
  });
  const found = await answer.json<{ version: string; since: number }>();
  if (found.some((other) => other.since > since)) {
    throw new WarehouseError(
      'the warehouse has later keys than this process: pseudonyms have been rotated since it started; start it again',
      'secret',
      false,
    );
  }
  if (!found.some((other) => other.version === version)) {
    const values = Object.entries(secretsOf(keys)).map(([name, secret]) => ({ name, secret, version, since }));
    await client.insert({ table: 'secret', values, format: 'JSONEachRow' });
  }
  if (found.some((other) => other.version !== version)) {
    await client.command({
      query: 'ALTER TABLE secret DELETE WHERE version != {version:String}',
      query_params: { version },
      clickhouse_settings: { mutations_sync: '2' },
    });
  }
}

function secretsOf({ previous, ...keys }: IngestKeys): Record<string, string> {
  return {
    pseudonym_inner: keys.pseudonymInner.toString('hex'),
    pseudonym_outer: keys.pseudonymOuter.toString('hex'),
    identity_key: keys.identityKey.toString('hex'),
    quarantine_key: keys.quarantineKey.toString('hex'),
    fingerprint_inner: keys.fingerprintInner.toString('hex'),
    fingerprint_outer: keys.fingerprintOuter.toString('hex'),
    ...(previous && {
      previous_inner: previous.inner.toString('hex'),
      previous_outer: previous.outer.toString('hex'),
      previous_until: String(Math.floor(previous.until.getTime() / 1_000)),
    }),
  };
}

/**
 * Tells sets of keys apart and gives nothing away: 64 bits of a hash over keys of 256.
 *
 * The previous key is left out: it ends by its instant, and processes that opened before and after that agree.
 */
function versionOf({ previous: _, since, ...keys }: IngestKeys): string {
  const hash = createHash('sha256').update(since.toISOString());
  for (const key of Object.values(keys)) hash.update(key);
  return hash.digest('hex').slice(0, 16);
}
