import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { addSharedNetwork, listSharedNetworks, removeSharedNetwork, type SharedNetwork } from '#casebook/guard-rails';
import type { Secrets } from '#platform/secrets';
import { CommandError, type Open, withInstallation } from './command.js';
import { instant } from './detect.js';
import { subjectName } from './subject-name.js';
import { minute, table } from './table.js';
import { entryId, laterThan, type Removing, reasonOf, standingOf, withStanding } from './vouched-entries.js';

const USAGES: readonly SharedNetwork['usage'][] = ['carrier_nat', 'vpn', 'cloud_egress', 'campus'];

interface Adding {
  readonly usage: SharedNetwork['usage'];
  readonly provenance: string;
  readonly until: Date;
  readonly json?: boolean;
}

/** `usewatch shared-networks add | list | remove`: networks that many strangers share, says who, and until when. */
export function registerSharedNetworks(program: Command, open: Open): void {
  const networks = program
    .command('shared-networks')
    .description('networks and systems that many strangers share: findings about one open no incident');
  networks
    .command('add')
    .description('enter a network or an autonomous system for windows that end from now on')
    .argument('<network>', 'an address in it, its pseudonym as incidents show it, or a system such as AS64500')
    .addOption(new Option('--usage <usage>', 'who shares it').choices(USAGES).makeOptionMandatory())
    .requiredOption('--provenance <text>', 'where it is known from, so that another reviewer can check it')
    .requiredOption('--until <instant>', 'when the entry ends by itself, such as 2026-12-31', instant)
    .option('--json', 'print it as JSON')
    .action((text: string, { usage, provenance, until, json }: Adding) =>
      withInstallation(open, async (installation) => {
        const { casebook, clock, secrets } = installation;
        const addedAt = clock.now();
        const added = await addSharedNetwork(casebook, {
          ...named(text, secrets),
          usage,
          provenance: reasonOf('--provenance', provenance),
          addedBy: userInfo().username,
          addedAt,
          expiresAt: laterThan(addedAt, until),
        });
        process.stdout.write(
          json
            ? `${JSON.stringify(added)}\n`
            : `entry ${added.id}: the ${describeSubject(added)} counts as shared until ${minute(added.expiresAt)} (UTC)\n`,
        );
      }),
    );
  networks
    .command('list')
    .description('entries that hold, latest first')
    .option('--all', 'also those that have ended')
    .option('--json', 'print one JSON object per entry')
    .action(({ all, json }: { all?: boolean; json?: boolean }) =>
      withInstallation(open, async ({ casebook, clock }) => {
        const entries = withStanding(await listSharedNetworks(casebook), clock.now(), all ?? false);
        process.stdout.write(
          json ? entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') : describe(entries, clock.now()),
        );
      }),
    );
  networks
    .command('remove')
    .description('end an entry before its time')
    .argument('<id>', 'as listed', (text) => entryId(text, 'shared-networks'))
    .requiredOption('--reason <text>', 'why, so that another reviewer can check it')
    .option('--json', 'print it as JSON')
    .action((id: string, { reason, json }: Removing) =>
      withInstallation(open, async (installation) => {
        const { casebook, clock } = installation;
        const removal = { by: userInfo().username, at: clock.now(), because: reasonOf('--reason', reason) };
        const removed = await removeSharedNetwork(casebook, id, removal);
        if (removed === undefined)
          throw new CommandError(`there is no entry ${id}; see: usewatch shared-networks list --all`);
        process.stdout.write(
          json ? `${JSON.stringify(removed)}\n` : `entry ${id} is removed since ${removed.removedAt?.toISOString()}\n`,
        );
      }),
    );
}

/** A system is public and bears its number; a network bears a pseudonym. */
function named(text: string, secrets: Pick<Secrets, 'pseudonymKey'>): Pick<SharedNetwork, 'subjectKind' | 'subject'> {
  const [, system] = /^(?:AS)?([1-9]\d{0,9})$/i.exec(text) ?? [];
  if (system === undefined) return { subjectKind: 'network', subject: subjectName('network', text, false, secrets) };
  if (Number(system) > 4_294_967_295)
    throw new CommandError(`${text} is no autonomous system; they end at AS4294967295`);
  return { subjectKind: 'asn', subject: system };
}

function describeSubject({ subjectKind, subject }: SharedNetwork): string {
  return subjectKind === 'asn' ? `autonomous system ${subject}` : `network ${subject}`;
}

function describe(entries: readonly SharedNetwork[], now: Date): string {
  return table(
    ['id', 'subject', 'usage', 'state', 'until (UTC)', 'by', 'provenance'],
    entries.map((entry) => [
      entry.id,
      entry.subjectKind === 'asn' ? `AS${entry.subject}` : entry.subject,
      entry.usage,
      standingOf(entry, now),
      minute(entry.removedAt ?? entry.expiresAt),
      entry.addedBy,
      entry.provenance,
    ]),
  );
}
