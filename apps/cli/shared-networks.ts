import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { addSharedNetwork, listSharedNetworks, removeSharedNetwork, type SharedNetwork } from '#casebook/guard-rails';
import { CommandError, type Open, withInstallation } from './command.js';
import { instant } from './detect.js';
import { hashedNames, type NamingKeys } from './hashed-names.js';
import { minute, table } from './table.js';
import { laterThan, registerVouched, type Standing, said } from './vouched-entries.js';

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
    .option('--json', 'print one JSON object per entry')
    .action((text: string, { usage, provenance, since, until, json }: Adding) =>
      withInstallation(open, async (installation) => {
        const { casebook, clock, secrets } = installation;
        const addedAt = clock.now();
        const wanted = {
          usage,
          provenance: said('--provenance', provenance),
          addedBy: userInfo().username,
          addedAt,
          since: since ?? addedAt,
          expiresAt: laterThan(addedAt, until),
        };
        const subjects = named(text, secrets);
        const added = await casebook.transaction('read committed', async (tx) => {
          const entries: SharedNetwork[] = [];
          for (const subject of subjects) entries.push(await addSharedNetwork(tx, { ...wanted, ...subject }));
          return entries;
        });
        process.stdout.write(added.map(json ? (entry) => `${JSON.stringify(entry)}\n` : describeAdded).join(''));
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

/** A system is public and bears its number; a network bears a pseudonym, and after a rotation an earlier one too. */
function named(text: string, keys: NamingKeys): Pick<SharedNetwork, 'subjectKind' | 'subject'>[] {
  const [, system] = /^(?:AS)?([1-9]\d{0,9})$/i.exec(text) ?? [];
  if (system === undefined)
    return hashedNames('network', text, false, keys).map((subject) => ({ subjectKind: 'network', subject }));
  if (Number(system) > 4_294_967_295)
    throw new CommandError(`${text} is no autonomous system; they end at AS4294967295`);
  return [{ subjectKind: 'asn', subject: system }];
}

function describeAdded(entry: SharedNetwork): string {
  return `entry ${entry.id}: the ${describeSubject(entry)} counts as shared until ${minute(entry.expiresAt)} (UTC)\n`;
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
