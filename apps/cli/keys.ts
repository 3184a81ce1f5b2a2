import { type Command, InvalidArgumentError, Option } from 'commander';
import { ApiKeys, type MadeKey, type Rotation } from '#casebook/api-keys';
import { SCOPES } from '#platform/http/scopes';
import { SourceName } from '#usage/usage-record';
import { CommandError, type Open, withInstallation } from './command.js';
import { table } from './table.js';

/** The scope that lets a key write usage, and binds it to a source. */
const WRITES = 'usage:write';

/** Hours; a month is enough to reach every machine that has the old key. */
const LONGEST_OVERLAP = 720;

const HOUR = 3_600_000;

/** Why a key gets no successor, and what to do instead. */
const UNROTATED: Readonly<Record<(Rotation & { rotated: false })['reason'], string>> = {
  unknown: 'is not there; see: usewatch key list',
  revoked: 'is revoked; make a new one with: usewatch key create',
  expired: 'has expired; make a new one with: usewatch key create',
  succeeded: 'has a successor already; rotate that one, see: usewatch key list',
};

interface Wanted {
  readonly scope: string[];
  readonly source?: string;
  readonly expires?: string;
}

/** `usewatch key create | rotate | list | revoke`: who may use the JSON API and the ingest doors, and for what. */
export function registerKeys(program: Command, open: Open): void {
  const key = program.command('key').description('keys of the JSON API and of the ingest doors');
  key
    .command('create')
    .description('make a key and show it, once')
    .argument('<name>', 'for people, such as the desk or program that will use it')
    .addOption(new Option('--scope <scope...>', 'what it may do').choices([...SCOPES]).makeOptionMandatory())
    .option('--source <source>', `the only source whose usage it may write; with ${WRITES} alone, and always then`)
    .option('--expires <instant>', 'until when it holds, such as 2027-01-01T00:00:00Z; until revoked when left out')
    .action((name: string, { scope, source, expires }: Wanted) => {
      const bound = boundSource(scope, source);
      return withInstallation(open, async ({ casebook, secrets, clock }) => {
        const expiresAt = expires === undefined ? null : new Date(expires);
        if (expiresAt !== null && !(expiresAt > clock.now())) {
          throw new CommandError(
            `--expires must be an instant yet to come, such as 2027-01-01T00:00:00Z, got ${expires}`,
          );
        }
        const keys = new ApiKeys(casebook, secrets.apiKeyPepper);
        show(await keys.create({ name, scopes: scope, expiresAt, ...bound }, clock.now()));
      });
    });
  key
    .command('rotate')
    .description('make a successor of a key and show it, once; the key itself holds a little longer')
    .argument('<id>', 'as listed', keyId)
    .requiredOption('--overlap-hours <hours>', `for which both hold, 0 to ${LONGEST_OVERLAP}`, overlapHours)
    .action((id: string, { overlapHours: hours }: { overlapHours: number }) =>
      withInstallation(open, async ({ casebook, secrets, clock }) => {
        const rotation = await casebook.transaction('read committed', (tx) =>
          new ApiKeys(tx, secrets.apiKeyPepper).rotate(id, hours * HOUR, clock.now()),
        );
        if (!rotation.rotated) throw new CommandError(`key ${id} ${UNROTATED[rotation.reason]}`);
        show(rotation);
        process.stderr.write(`key ${id} holds until ${rotation.former.expiresAt?.toISOString()}\n`);
      }),
    );
  key
    .command('list')
    .description('every key there ever was, without its secret')
    .action(() =>
      withInstallation(open, async ({ casebook, secrets }) => {
        const keys = await new ApiKeys(casebook, secrets.apiKeyPepper).list();
        const rows = keys.map(({ id, prefix, name, scopes, source, expiresAt, revokedAt, lastUsedAt }) => [
          id,
          `uw_${prefix}_…`,
          name,
          scopes.join(' '),
          source ?? '',
          expiresAt?.toISOString() ?? 'never',
          revokedAt?.toISOString() ?? 'no',
          lastUsedAt?.toISOString() ?? 'never',
        ]);
        process.stdout.write(table(['id', 'key', 'name', 'scopes', 'source', 'expires', 'revoked', 'last used'], rows));
      }),
    );
  key
    .command('revoke')
    .description('end a key for good')
    .argument('<id>', 'as listed', keyId)
    .action((id: string) =>
      withInstallation(open, async ({ casebook, secrets, clock }) => {
        const revoked = await new ApiKeys(casebook, secrets.apiKeyPepper).revoke(id, clock.now());
        if (revoked === undefined) throw new CommandError(`there is no key ${id}; see: usewatch key list`);
        process.stdout.write(`key ${id} for ${revoked.name} is revoked since ${revoked.revokedAt?.toISOString()}\n`);
      }),
    );
}

/** The secret alone goes to standard output, so that a script can put it where it belongs. */
function show({ secret, key }: MadeKey): void {
  process.stdout.write(`${secret}\n`);
  process.stderr.write(`key ${key.id} for ${key.name}; it is shown this once only\n`);
}

function boundSource(scopes: readonly string[], source: string | undefined): { source?: string } {
  const writes = scopes.includes(WRITES);
  if (source === undefined) {
    if (!writes) return {};
    throw new CommandError(`a key with ${WRITES} is bound to one source; name it with --source`);
  }
  if (!writes) throw new CommandError(`--source binds keys with ${WRITES}; this one has ${scopes.join(' ')}`);
  const read = SourceName.safeParse(source);
  if (!read.success) throw new CommandError(`--source ${read.error.issues[0]?.message}`);
  return { source };
}

function keyId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  throw new CommandError(`${text} is not the id of a key; see: usewatch key list`);
}

function overlapHours(text: string): number {
  const hours = Number(text);
  if (/^\d+$/.test(text) && hours <= LONGEST_OVERLAP) return hours;
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${LONGEST_OVERLAP}.`);
}
