import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AuditTrail } from '#casebook/audit-trail';
import { brokenEntry, spentIn } from '#casebook/ledger';
import { fractionText } from '#disclosure/fraction';
import { parseConfig } from '#platform/config';
import type { Installation } from '#platform/open-installation';
import type { Manifest } from './backup/manifest.js';
import { readBackup, restoreBackup } from './backup/restore-backup.js';
import { CommandError, type Open, withInstallation } from './command.js';
import { whoWorksHere } from './who-works-here.js';

interface Options {
  readonly check?: boolean;
  readonly replace?: boolean;
  readonly keys?: string;
  readonly withOtherKeys?: boolean;
}

/** `usewatch restore FOLDER`: puts a backup into the stores of this environment. */
export function registerRestore(program: Command, open: Open): void {
  program
    .command('restore')
    .description('check a backup byte by byte and put it into empty stores')
    .argument('<folder>', 'as usewatch backup left it')
    .option('--check', 'check the backup and touch nothing')
    .option('--keys <file>', 'the secrets.json that was kept apart; it is put into the data directory')
    .option('--replace', 'remove what the stores hold')
    .option('--with-other-keys', "although the keys are not the backup's: what those open is lost")
    .action(async (folder: string, options: Options) => {
      const path = resolve(folder);
      const manifest = await readBackup(path);
      process.stderr.write(`the backup of ${manifest.takenAt} is as it was written\n`);
      if (options.check) return;
      const orders = {
        replace: options.replace ?? false,
        otherKeys: options.withOtherKeys ?? false,
        ...(options.keys === undefined ? {} : { keys: resolve(options.keys) }),
      };
      const log = (line: string) => process.stderr.write(`restore: ${line}\n`);
      await restoreBackup(parseConfig(process.env), path, manifest, orders, log);
      await withInstallation(open, (installation) => examine(installation, manifest));
    });
}

/** Looks whether the two chains are whole, writes down that this is a restored installation, and says what is left to do. */
async function examine({ casebook, secrets }: Installation, { takenAt }: Manifest): Promise<void> {
  const trail = new AuditTrail(secrets.apiKeyPepper);
  const { head, broken } = await trail.verify(casebook);
  const ledger = await brokenEntry(casebook);
  const faults = [
    ...(broken === undefined ? [] : [`entry ${broken.sequence} of the audit log: ${broken.because}`]),
    ...(ledger === undefined ? [] : [`entry ${ledger} of the privacy ledger does not follow from the one before`]),
  ];
  await casebook.transaction('read committed', (tx) =>
    trail.append(tx, {
      ...{ actor: whoWorksHere(), action: 'installation.restore', objectKind: 'installation', object: 'stores' },
      ...{ details: { takenAt, head: `${head.sequence}:${head.hash}` }, at: new Date() },
    }),
  );
  if (faults.length > 0)
    throw new CommandError(`everything was restored, but ${faults.join('; ')}; compare with another backup`);
  const year = new Date(takenAt).getUTCFullYear();
  const spent = fractionText(await spentIn(casebook, year));
  process.stdout.write(
    `restored as of ${takenAt}\naudit log whole up to ${head.sequence}:${head.hash}\nprivacy budget of ${year} spent: ${spent}\n`,
  );
  process.stderr.write(LEFT_TO_DO);
}

const LEFT_TO_DO = `left to do by hand:
  accounts forgotten since then are back: forget them again
  a release measured since then has spent budget that the ledger does not know: publish none of that year until it is entered again from
  what was published, for the noise must not be drawn twice
  messages to receivers of webhooks may be sent again, under the same id
  usage sent since then is missing: have gateways send it again, or load their logs; what is known already is not stored twice
`;
