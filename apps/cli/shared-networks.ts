import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { keepOriginal } from '#casebook/guard-rail-names';
import { addSharedNetwork, listSharedNetworks, removeSharedNetwork, type SharedNetwork } from '#casebook/guard-rails';
import type { Secrets } from '#platform/secrets';
import { CommandError, type Open, withInstallation } from './command.js';
import { instant } from './detect.js';
import { sealedNetwork, subjectName } from './subject-name.js';
import { minute, table } from './table.js';
import { laterThan, registerVouched, type Standing, said, UNTIL_ROTATION } from './vouched-entries.js';

const USAGES: readonly SharedNetwork['usage'][] = ['carrier_nat', 'vpn', 'cloud_egress', 'campus'];

interface Adding {
  readonly usage: SharedNetwork['usage'];
  readonly provenance: string;
  readonly since?: Date;
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
    .description('enter a network or an autonomous system until some instant')
    .argument('<network>', 'an address in it, its pseudonym as incidents show it, or a system such as AS64500')
    .addOption(new Option('--usage <usage>', 'who shares it').choices(USAGES).makeOptionMandatory())
    .requiredOption('--provenance <text>', 'where it is known from, so that another reviewer can check it')
    .requiredOption('--until <instant>', 'when the entry ends by itself, such as 2026-12-31', instant)
    .option(
      '--since <instant>',
      'holds for windows that end from then on; now when left out; past windows are judged again with: detect --again',
      instant,
    )
    .option('--json', 'print it as JSON')
    .action((text: string, { usage, provenance, since, until, json }: Adding) =>
      withInstallation(open, async (installation) => {
        const { casebook, clock, secrets } = installation;
        const addedAt = clock.now();
        const subject = named(text, secrets);
        const isNetwork = subject.subjectKind === 'network';
        const sealed = isNetwork ? sealedNetwork(text, false, subject.subject, secrets) : undefined;
        const wanted = {
          ...subject,
          usage,
          provenance: said('--provenance', provenance),
          addedBy: userInfo().username,
          addedAt,
          since: since ?? addedAt,
          expiresAt: laterThan(addedAt, until),
        };
        const added = await casebook.transaction('read committed', async (tx) => {
          const entry = await addSharedNetwork(tx, wanted);
          if (sealed !== undefined) await keepOriginal(tx, entry.id, sealed);
          return entry;
        });
        if (isNetwork && sealed === undefined) process.stderr.write(UNTIL_ROTATION);
        process.stdout.write(
          json
            ? `${JSON.stringify(added)}\n`
            : `entry ${added.id}: the ${describeSubject(added)} counts as shared until ${minute(added.expiresAt)} (UTC)\n`,
        );
      }),
    );
  registerVouched(networks, open, {
    command: 'shared-networks',
    noun: 'entry',
    list: listSharedNetworks,
    remove: removeSharedNetwork,
    describe,
  });
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

function describe(entries: readonly Standing<SharedNetwork>[]): string {
  return table(
    ['id', 'subject', 'usage', 'state', 'until (UTC)', 'by', 'provenance'],
    entries.map((entry) => [
      entry.id,
      entry.subjectKind === 'asn' ? `AS${entry.subject}` : entry.subject,
      entry.usage,
      entry.state,
      minute(entry.removedAt ?? entry.expiresAt),
      entry.addedBy,
      entry.provenance,
    ]),
  );
}
