import { chmod } from 'node:fs/promises';
import { Casebook } from '#casebook/casebook';
import { startPostgres } from '#platform/stores/postgres-process';
import { copiedTemplate } from './copied-template.js';

/** Settings of a PostgreSQL whose files need not outlive the machine. */
export const UNSYNCED = { fsync: 'off' };

/**
 * Makes the cluster of a PostgreSQL that was started once and has stopped; its database `usewatch` is migrated.
 *
 * @param directory  folder given to `startPostgres`; empty or missing
 * @param native     folder with `bin` and `lib` of a PostgreSQL other than npm's
 */
export async function freshCluster(directory: string, native?: string): Promise<void> {
  const make = async (template: string) => {
    // Debian's older programs must walk the path as another user.
    await chmod(template, 0o711);
    const chosen = native === undefined ? {} : { native };
    const postgres = await startPostgres({ directory: template, settings: UNSYNCED, ...chosen });
    const casebook = await Casebook.connect({ url: postgres.url });
    await casebook.migrate();
    await casebook.close();
    await postgres.stop();
  };
  await copiedTemplate(`postgres${native?.replaceAll('/', '-') ?? ''}`, make, directory);
}
