import { type Command, Option } from 'commander';
import { ApiKeys } from '#casebook/api-keys';
import { SCOPES } from '#platform/http/scopes';
import { CommandError, type Open, withInstallation } from './command.js';
import { table } from './table.js';

/** `usewatch key create | list | revoke`: who may use the JSON API, and for what. */
export function registerKeys(program: Command, open: Open): void {
  const key = program.command('key').description('keys of the JSON API');
  key
    .command('create')
    .description('make a key and show it, once')
    .argument('<name>', 'for people, such as the desk or program that will use it')
    .addOption(new Option('--scope <scope...>', 'what it may do').choices([...SCOPES]).makeOptionMandatory())
    .option('--expires <instant>', 'until when it holds, such as 2027-01-01T00:00:00Z; until revoked when left out')
    .action((name: string, { scope, expires }: { scope: string[]; expires?: string }) =>
      withInstallation(open, async ({ casebook, secrets, clock }) => {
        const expiresAt = expires === undefined ? null : new Date(expires);
        if (expiresAt !== null && !(expiresAt > clock.now())) {
          throw new CommandError(
            `--expires must be an instant yet to come, such as 2027-01-01T00:00:00Z, got ${expires}`,
          );
        }
        const keys = new ApiKeys(casebook, secrets.apiKeyPepper);
        const { secret, key: made } = await keys.create({ name, scopes: scope, expiresAt }, clock.now());
        process.stdout.write(`${secret}\n`);
        process.stderr.write(`key ${made.id} for ${name}; it is shown this once only\n`);
      }),
    );
  key
    .command('list')
    .description('every key there ever was, without its secret')
    .action(() =>
      withInstallation(open, async ({ casebook, secrets }) => {
        const keys = await new ApiKeys(casebook, secrets.apiKeyPepper).list();
        const rows = keys.map(({ id, prefix, name, scopes, expiresAt, revokedAt, lastUsedAt }) => [
          id,
          `uw_${prefix}_…`,
          name,
          scopes.join(' '),
          expiresAt?.toISOString() ?? 'never',
          revokedAt?.toISOString() ?? 'no',
          lastUsedAt?.toISOString() ?? 'never',
        ]);
        process.stdout.write(table(['id', 'key', 'name', 'scopes', 'expires', 'revoked', 'last used'], rows));
      }),
    );
  key
    .command('revoke')
    .description('end a key for good')
    .argument('<id>', 'as listed')
    .action((id: string) =>
      withInstallation(open, async ({ casebook, secrets, clock }) => {
        if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
          throw new CommandError(`${id} is not the id of a key; see: usewatch key list`);
        }
        const revoked = await new ApiKeys(casebook, secrets.apiKeyPepper).revoke(id, clock.now());
        if (revoked === undefined) throw new CommandError(`there is no key ${id}; see: usewatch key list`);
        process.stdout.write(`key ${id} for ${revoked.name} is revoked since ${revoked.revokedAt?.toISOString()}\n`);
      }),
    );
}
