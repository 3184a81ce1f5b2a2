import pg from 'pg';
import { CasebookError, type CasebookPlace, casebookError } from './casebook-error.js';

/** Name of the lease that whoever takes a backup holds. */
export const BACKUP_LEASE = 'backup';

/**
 * Holds a named lease while `work` runs; nobody else who asks for the same name works meanwhile.
 *
 * The lease is an advisory lock of a connection of its own, so it ends with the process, however it ends.
 * If the connection is lost, `signal` fires: PostgreSQL has freed the lease and another may already work.
 *
 * @param config  how to connect; the lease needs a session of its own, which a pooler in transaction mode does not give
 * @param place   named in errors
 * @param name    what is leased, such as `detect` or `load <hash>`; leases are per database
 * @param wait    whether to wait for another holder, or to return undefined at once
 * @param work    what to do while holding it
 * @returns       what `work` returned; undefined without waiting when another holds it
 * @throws {CasebookError} when PostgreSQL does not answer, or the lease was lost before `work` ended
 */
export async function holdLease<T>(
  config: pg.ClientConfig,
  place: CasebookPlace,
  name: string,
  wait: boolean,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const client = new pg.Client(config);
  const lost = new AbortController();
  let done = false;
  const lose = (cause: unknown) => {
    if (done) return;
    lost.abort(
      new CasebookError(
        `The lease ${name} was lost with its connection to ${place.host}:${place.port}/${place.database}: run the work again.`,
        { retryable: true, cause },
      ),
    );
  };
  client.on('error', lose);
  try {
    if (!(await acquire(client, place, name, wait))) return undefined;
    const result = await work(lost.signal);
    lost.signal.throwIfAborted();
    return result;
  } finally {
    done = true;
    // The connection may already be gone; either way the lock is freed.
    await client.end().catch(() => undefined);
  }
}

async function acquire(client: pg.Client, place: CasebookPlace, name: string, wait: boolean): Promise<boolean> {
  try {
    await client.connect();
    if (wait) {
      await client.query('SELECT pg_advisory_lock(hashtextextended($1, 1))', [name]);
      return true;
    }
    const { rows } = await client.query<{ held: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 1)) AS held',
      [name],
    );
    return rows[0]?.held === true;
  } catch (cause) {
    throw casebookError(cause, place);
  }
}
