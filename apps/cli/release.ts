import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { allReleases } from '#casebook/releases';
import type { Installation } from '#platform/open-installation';
import type { Narrative } from '#publish/narrative';
import { REJECTIONS, type Rejection } from '#publish/rejections';
import { privateKeyOf } from '#publish/signer-keys';
import { verifyRelease } from '#publish/verify-release';
import { approveQuarter, nameReleaseSigner, rejectQuarter } from '../publish/approve-release.js';
import { buildSite } from '../publish/build-site.js';
import { checkQuarter } from '../publish/check-release.js';
import { measureQuarter } from '../publish/measure-release.js';
import { freezeQuarter, planQuarter, reviseQuarter } from '../publish/plan-release.js';
import { publishQuarter, withdrawVersion } from '../publish/publish-release.js';
import { readFolder } from '../publish/read-folder.js';
import { readOutlook } from '../publish/read-outlook.js';
import { readRelease } from '../publish/read-release.js';
import { registerPublicNarrative } from '../publish/register-narrative.js';
import type { ReleaseWork } from '../publish/release-work.js';
import { systemBytes } from '../publish/system-bytes.js';
import { CommandError, type Open, withInstallation } from './command.js';
import { describeOutlook } from './describe-outlook.js';
import { describeChecks, describeRelease, describeStanding } from './describe-release.js';

/** Who acts and when; both can be told, the instant in demonstrations alone. */
interface Acting {
  readonly as?: string;
  readonly at?: string;
}

/** `usewatch release …`: the life of a quarter's public tables, from plan to published site. */
export function registerRelease(program: Command, open: Open): void {
  const release = program.command('release').description('public tables that protect every account');

  /** A command that acts on releases under somebody's name. */
  const act = (name: string, description: string) =>
    release
      .command(name)
      .description(description)
      .option('--as <name>', 'who acts; whoever is logged in on this machine when left out')
      .option('--at <instant>', 'when, in a demonstration, whose clock stands still');
  const work = (acting: Acting, doing: (work: ReleaseWork, installation: Installation) => Promise<string>) =>
    withInstallation(open, async (installation) => {
      process.stdout.write(await doing(releaseWork(installation, acting), installation));
    });

  act('plan <quarter>', 'settle what the release of a quarter will hold and when it comes out')
    .option('--models <names...>', 'beginnings of model names that T4 tells apart, up to five', [])
    .option('--publish-at <instant>', 'when it comes out; 60 days after the quarter, 09:00 UTC, when left out')
    .action((period: string, options: Acting & { models: string[]; publishAt?: string }) =>
      work(options, async (on) => {
        const publishAt = options.publishAt === undefined ? undefined : instantOf('--publish-at', options.publishAt);
        return describeStanding(await planQuarter(on, { period, models: options.models, publishAt }));
      }),
    );

  act('freeze <quarter>', 'fix what will be asked, and make its hash public, 30 days before the numbers').action(
    (period: string, options: Acting) =>
      work(options, async (on) => {
        const frozen = await freezeQuarter(on, period);
        return `${describeStanding(frozen)}The calendar with its hash is in ${await buildSite(on)}\n`;
      }),
  );

  act('measure <quarter>', "count a frozen release's units, debit the year, and draw its noise, once").action(
    (period: string, options: Acting) =>
      work(options, async (on) => {
        const { release: stored, isNew } = await measureQuarter(on, period);
        return describeRelease(await readRelease(on.casebook, stored), isNew);
      }),
  );

  act('check <quarter>', 'attack the measured release, and write its files for review').action(
    (period: string, options: Acting) =>
      work(options, async (on) => {
        const { checks, folder, files, stored } = await checkQuarter(on, period);
        return `${describeChecks(checks)}${describeStanding(stored)}${files.length} files in ${folder}\n`;
      }),
  );

  act('signer <name>', 'name a second person who may approve, and give them a key')
    .requiredOption('--key <file>', 'their Ed25519 private key (PKCS 8, PEM); made when the file is not there')
    .action((name: string, options: Acting & { key: string }) =>
      work(options, async (on) => {
        const keyId = await nameReleaseSigner(on, name, privateKeyOf(await readOrMakeKey(options.key)));
        return `${name} approves with key ${keyId}; ${options.key} is theirs alone: take it off this machine\n`;
      }),
    );

  act('approve <quarter>', 'sign what lies in review, as a second person who did not draft it')
    .requiredOption('--key <file>', "the approver's private key")
    .action((period: string, options: Acting & { key: string }) =>
      work(options, async (on) => {
        const pem = await readFile(options.key, 'utf8').catch((cause) => {
          throw new CommandError(`--key: ${options.key} cannot be read; name the file that holds your key`, { cause });
        });
        return describeStanding(await approveQuarter(on, period, privateKeyOf(pem)));
      }),
    );

  act('reject <quarter>', 'turn down what lies in review, for an error; an unwelcome number is none')
    .addOption(new Option('--code <code>', 'kind of error').choices(REJECTIONS).makeOptionMandatory())
    .requiredOption('--reason <text>', 'what is wrong')
    .action((period: string, options: Acting & { code: Rejection; reason: string }) =>
      work(options, async (on) => {
        await rejectQuarter(on, period, options);
        return `${period} is rejected; what it cost stays spent\n`;
      }),
    );

  act('publish <quarter>', 'put an approved release on the site, from its announced hour on').action(
    (period: string, options: Acting) =>
      work(options, async (on) => {
        const { release: stored, site } = await publishQuarter(on, period);
        return `${describeStanding(stored)}The site is in ${site}\n`;
      }),
  );

  act('revise <quarter>', 'plan new numbers for tables that were wrong, with fresh noise from the reserve')
    .requiredOption('--table <ids...>', 'tables that were wrong, such as t1')
    .requiredOption('--reason <text>', 'what was wrong; stands on the corrections page')
    .action((period: string, options: Acting & { table: string[]; reason: string }) =>
      work(options, async (on) =>
        describeStanding(await reviseQuarter(on, { period, tables: options.table, reason: options.reason })),
      ),
    );

  act('withdraw <quarter> <version>', 'take a published version back; a tombstone stays in its place')
    .requiredOption('--reason <text>', 'why; stands on the tombstone')
    .option('--remove-data', 'remove the numbers too, for legal or safety need', false)
    .action((period: string, version: string, options: Acting & { reason: string; removeData: boolean }) =>
      work(options, async (on) => {
        const { reason, removeData: removesData } = options;
        const site = await withdrawVersion(on, { period, version, reason, removesData });
        return `${period} ${version} is withdrawn; its tombstone is on the site in ${site}\n`;
      }),
    );

  act('narrative <quarter>', 'enter what the public is told of misuse beside the tables; each check reckons with it')
    .requiredOption('--where <place>', 'where it can be read, such as an address')
    .requiredOption('--says <text>', 'what it says, or the sentence that tells most')
    .requiredOption('--category <code>', 'policy category, such as SPM')
    .requiredOption('--claimed <actors>', 'how many actors it speaks of')
    .option('--codes <codes...>', 'detector families and actions that it names, such as GRF BAN', [])
    .action((period: string, options: Acting & Omit<Narrative, 'claimed'> & { claimed: string }) =>
      work(options, async (on) => {
        await registerPublicNarrative(on, period, { ...options, claimed: Number(options.claimed) });
        return `registered; the next check of ${period} takes its actors as known\n`;
      }),
    );

  release
    .command('outlook')
    .description('what moved beyond noise since the quarter before, reversals, time to action, budget, next dates')
    .action(() => work({}, async (on) => describeOutlook(await readOutlook(on))));

  release
    .command('list')
    .description('where every release stands')
    .action(() =>
      work({}, async ({ casebook }) => {
        const all = await allReleases(casebook);
        return all.length === 0 ? 'no release was ever planned\n' : all.map(describeStanding).join('');
      }),
    );

  release
    .command('verify <folder>')
    .description('check a release by its public files alone; needs no installation')
    .option('--trusted-key <thumbprint>', 'key known from elsewhere that has to have signed it')
    .action(async (folder: string, { trustedKey }: { trustedKey?: string }) => {
      const { faults, files, keyId, period, version } = verifyRelease(await readFolder(folder), trustedKey);
      if (faults.length > 0) throw new CommandError(`${folder} is not as it was signed:\n  ${faults.join('\n  ')}`);
      process.stdout.write(
        `${period} version ${version} is whole: ${files} files, signed by key ${keyId}${trustedKey === undefined ? '\ncompare the key with the one on the operator’s own site' : ', the trusted one'}\n`,
      );
    });
}

/** What acts on releases need, from an open installation. */
export function releaseWork(
  { casebook, warehouse, clock, directory, secrets, demo }: Installation,
  { as, at }: Acting = {},
): ReleaseWork {
  if (at !== undefined && !demo)
    throw new CommandError(
      '--at is for demonstrations, whose clock stands still; a real release goes by the real clock',
    );
  return {
    ...{ casebook, warehouse, secrets, demo, directory: directory.releases, bytes: systemBytes },
    actor: as ?? userInfo().username,
    at: at === undefined ? clock.now() : instantOf('--at', at),
  };
}

function instantOf(option: string, text: string): Date {
  const at = new Date(text);
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text) || Number.isNaN(at.getTime()))
    throw new CommandError(`${option} must be an instant such as 2026-11-30T09:00:00Z, got ${text}`);
  return at;
}

/** The key in a file, made there first when there is none, for its owner alone. */
async function readOrMakeKey(path: string): Promise<string> {
  const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known !== undefined) return known;
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await writeFile(path, pem, { mode: 0o600, flag: 'wx' });
  return pem;
}
