import { type Command, Option } from 'commander';
import { AuditTrail } from '#casebook/audit-trail';
import { listPeople, personByLogin } from '#casebook/people';
import { ROLES, type Role } from '#casework/rights';
import type { Installation } from '#platform/open-installation';
import {
  add,
  changeRole,
  disable,
  enable,
  type Managed,
  type Managing,
  reset,
} from '../console/people/manage-people.js';
import { Login, PersonName } from '../console/people/session-shape.js';
import { CommandError, type Open, withInstallation } from './command.js';
import { minute, table } from './table.js';
import { whoWorksHere } from './who-works-here.js';

const REFUSED = {
  unknown: 'there is nobody of that login; see: usewatch people list',
  taken: 'somebody has that login already; choose another one',
  last_admin: 'nobody else is an admin; make somebody else one first with: usewatch people role LOGIN admin',
  no_change: 'it is so already; see: usewatch people list',
};

const NOBODY =
  'nobody may sign in yet; use the link that the service prints at its first start, or: usewatch people add LOGIN NAME --role admin --reason TEXT\n';

const reason = () => new Option('--reason <text>', 'why, for the audit log').makeOptionMandatory();

/** `usewatch people add | list | role | disable | enable | reset`: who may sign in to the desk, and as what. */
export function registerPeople(program: Command, open: Open): void {
  const people = program.command('people').description('who may sign in to the desk, and as what');
  people
    .command('add')
    .description('add somebody and show the link, once, by which they choose a password')
    .argument('<login>', 'what they sign in with')
    .argument('<name>', 'what others call them')
    .addOption(new Option('--role <role>').choices(ROLES).makeOptionMandatory())
    .addOption(reason())
    .action((login: string, name: string, { role, reason: why }: { role: Role; reason: string }) => {
      const wanted = { login: read('login', Login, login), name: read('name', PersonName, name), role };
      return withInstallation(open, async (installation) => show(await add(managing(installation, why), wanted)));
    });
  people
    .command('list')
    .description('everybody there ever was')
    .action(() =>
      withInstallation(open, async ({ casebook }) => {
        const everybody = await listPeople(casebook);
        const rows = everybody.map(({ login, name, role, disabledAt, lastSignedInAt, id }) => [
          login,
          name,
          role,
          disabledAt === null ? 'no' : minute(disabledAt),
          lastSignedInAt === null ? 'never' : minute(lastSignedInAt),
          id,
        ]);
        const head = ['login', 'name', 'role', 'disabled', 'last signed in (UTC)', 'id'];
        process.stdout.write(rows.length === 0 ? NOBODY : table(head, rows));
      }),
    );
  people
    .command('role')
    .description('change what somebody may do')
    .argument('<login>')
    .addArgument(people.createArgument('<role>').choices([...ROLES]))
    .addOption(reason())
    .action((login: string, role: Role, { reason: why }: { reason: string }) =>
      onPerson(open, login, why, (manage, id) => changeRole(manage, id, role)),
    );
  for (const [name, work, does] of [
    ['disable', disable, 'let somebody in no more; their sessions end'],
    ['enable', enable, 'let somebody in again'],
    ['reset', reset, "take somebody's password and sessions away and show a link, once, to choose another"],
  ] as const) {
    people
      .command(name)
      .description(does)
      .argument('<login>')
      .addOption(reason())
      .action((login: string, { reason: why }: { reason: string }) => onPerson(open, login, why, work));
  }
}

function onPerson(
  open: Open,
  login: string,
  why: string,
  work: (managing: Managing, id: string) => Promise<Managed>,
): Promise<void> {
  return withInstallation(open, async (installation) => {
    const person = await personByLogin(installation.casebook, login);
    if (person === undefined) throw new CommandError(REFUSED.unknown);
    show(await work(managing(installation, why), person.id));
  });
}

function managing({ casebook, secrets }: Installation, why: string): Managing {
  const trail = new AuditTrail(secrets.apiKeyPepper);
  return { casebook, trail, actor: whoWorksHere(), now: new Date(), reason: why };
}

/** The link alone goes to standard output, so that a script can send it to whom it concerns. */
function show(managed: Managed): void {
  if ('refused' in managed) throw new CommandError(REFUSED[managed.refused]);
  const { person, link } = managed;
  const state = person.disabledAt === null ? person.role : 'disabled';
  process.stderr.write(`${person.login} (${person.name}): ${state}\n`);
  if (link === undefined) return;
  process.stdout.write(`/welcome#${link.token}\n`);
  process.stderr.write(
    `put the address of the service before it; it works once, until ${minute(link.expiresAt)} (UTC)\n`,
  );
}

function read(what: string, schema: typeof Login | typeof PersonName, text: string): string {
  const parsed = schema.safeParse(text);
  if (!parsed.success) throw new CommandError(`${what} ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}
