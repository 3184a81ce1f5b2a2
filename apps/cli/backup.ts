import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AuditTrail } from '#casebook/audit-trail';
import type { Installation } from '#platform/open-installation';
import { takeBackup, type Without } from './backup/take-backup.js';
import { type Open, withInstallation } from './command.js';
import { progressBar } from './progress-bar.js';
import { whoWorksHere } from './who-works-here.js';

/** What no backup holds, and what becomes of it otherwise. */
const KEPT_APART = (path: string) => `keep apart, in another place and under another lock:
  ${path}/secrets.json   keys of pseudonyms, identities, quarantine, fingerprints, API keys and releases; no backup can be used without them
  the signers' private keys, which only they have, and the files of settings and passwords that the service is started with
whoever has the backup has personal data: pseudonymous alone, and with the keys in clear. Destroy it when retention says so;
accounts forgotten from now on are still in it: after a restore, forget them again (usewatch forget --list says whom)
`;

interface Options {
  readonly withoutWarehouse?: boolean;
  readonly withoutSpool?: boolean;
}

/** `usewatch backup FOLDER`: copies casebook, warehouse and releases while the service runs. */
export function registerBackup(program: Command, open: Open): void {
  program
    .command('backup')
    .description('copy both stores into a new folder while the service runs; keys are kept apart')
    .argument('<folder>', 'where to; it must not be there yet')
    .option(
      '--without-warehouse',
      'the casebook and the releases alone, as for a cluster that ClickHouse copies itself',
    )
    .option('--without-spool', 'although acknowledged usage waits in the spool, which is not copied')
    .action((folder: string, options: Options) =>
      withInstallation(open, async (installation) => {
        const without = { warehouse: options.withoutWarehouse ?? false, spool: options.withoutSpool ?? false };
        await backUp(installation, resolve(folder), without);
      }),
    );
}

async function backUp(installation: Installation, folder: string, without: Without): Promise<void> {
  const bar = progressBar('backup');
  try {
    // Before the copy, so that the copy's own log says whence it is.
    await logBackup(installation, folder);
    const manifest = await takeBackup(installation, folder, without, (what) => bar.update(0, undefined, what));
    bar.stop();
    const rows = manifest.casebook.tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(
      `${folder}\nas of ${manifest.takenAt}: ${rows} rows of the casebook, ${manifest.warehouse?.tables.length ?? 0} tables of the warehouse\n`,
    );
    process.stderr.write(KEPT_APART(installation.directory.path));
  } finally {
    bar.stop();
  }
}

async function logBackup({ casebook, secrets }: Installation, folder: string): Promise<void> {
  const trail = new AuditTrail(secrets.apiKeyPepper);
  await casebook.transaction('read committed', (tx) =>
    trail.append(tx, {
      ...{ actor: whoWorksHere(), action: 'installation.backup', objectKind: 'installation', object: 'stores' },
      ...{ details: { folder }, at: new Date() },
    }),
  );
}
