import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { markDiscovery } from '#casebook/discoveries';
import type { CasebookSession } from '#casebook/session';
import { counted } from '#platform/counted';
import { everyDiscovery, explained, type Listed } from '../console/discoveries/known-discoveries.js';
import { CommandError, type Open, withInstallation } from './command.js';
import { instant } from './detect.js';
import { sparkline } from './sparkline.js';
import { minute, more, printable, SHOWN, table } from './table.js';
import { said } from './vouched-entries.js';

/** Milliseconds a list goes back by itself. */
const LATELY = 30 * 86_400_000;

/** What an analyst may say, as typed. */
const MARKS = { 'looked-at': 'looked_at', explained: 'explained' } as const;

/** `usewatch discoveries [show | mark]`: growing clusters that no policy and no detector explains. */
export function registerDiscoveries(program: Command, open: Open): void {
  const list = program
    .command('discoveries')
    .enablePositionalOptions()
    .description('growing clusters that wait for an analyst, latest seen first; none of them is an incident')
    .option('--from <instant>', 'seen growing after it; 30 days ago when left out', instant)
    .option('--all', 'also those that a detector or an analyst explains, and those looked at')
    .option('--json', 'print one JSON object per discovery')
    .action(({ from, all, json }: { from?: Date; all?: boolean; json?: boolean }) =>
      withInstallation(open, async ({ casebook, clock }) => {
        const since = from ?? new Date(clock.now().getTime() - LATELY);
        const seen = (await everyDiscovery(casebook)).filter(({ lastSeen }) => lastSeen > since);
        const listed = await explained(casebook, seen);
        const found = listed.filter(({ state, explainedBy }) => all || (state === 'new' && explainedBy.length === 0));
        process.stdout.write(json ? found.map(jsonLine).join('') : describeList(found));
      }),
    );
  list
    .command('show')
    .description('show one with its growth, its accounts and what ties each one in')
    .argument('<id>', 'its 32 hex digits', discoveryId)
    .option('--json', 'print it as JSON')
    .action((id: string, { json }: { json?: boolean }) =>
      withInstallation(open, async ({ casebook }) => {
        const discovery = await get(casebook, id);
        process.stdout.write(json ? jsonLine(discovery) : describe(discovery));
      }),
    );
  list
    .command('mark')
    .description('say that you have looked at one, or what explains it; what was said before stays beside it')
    .argument('<id>', 'its 32 hex digits', discoveryId)
    .addOption(
      new Option('--as <mark>', 'looked-at: nothing to do at present; explained: known to be something else')
        .choices(Object.keys(MARKS))
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', 'why, so that another analyst can check it')
    .option('--json', 'print it as JSON')
    .action((id: string, { as, reason, json }: { as: keyof typeof MARKS; reason: string; json?: boolean }) =>
      withInstallation(open, async ({ casebook, clock }) => {
        const { id: discovery } = await get(casebook, id);
        const markedBy = userInfo().username;
        const mark = { discovery, mark: MARKS[as], markedBy, markedAt: clock.now(), reason: said('--reason', reason) };
        await markDiscovery(casebook, mark);
        process.stdout.write(json ? jsonLine(await get(casebook, id)) : describe(await get(casebook, id)));
      }),
    );
}

/** @throws {CommandError} when there is none of that name */
async function get(casebook: CasebookSession, id: string): Promise<Listed> {
  const known = await everyDiscovery(casebook);
  const [found] = await explained(
    casebook,
    known.filter((each) => each.id === id),
  );
  if (found === undefined) throw new CommandError(`there is no discovery ${id}; see: usewatch discoveries --all`);
  return found;
}

function describeList(found: readonly Listed[]): string {
  return table(
    ['discovery', 'first seen', 'last seen', 'growth', 'accounts', 'languages', 'state', 'because'],
    found.map((discovery) => [
      discovery.id,
      day(discovery.firstSeen),
      day(new Date(discovery.lastSeen.getTime() - 1)),
      sparkline(discovery.growth.map(({ accounts }) => accounts)),
      String(discovery.members.length),
      discovery.languages.join(' ') || 'unsure',
      stateOf(discovery),
      discovery.because,
    ]),
  );
}

function describe(discovery: Listed): string {
  const { id, because, growth, members, findings, marks } = discovery;
  const facts: readonly (readonly [string, string])[] = [
    ['state', stateOf(discovery)],
    ['seen', `${day(discovery.firstSeen)} to ${minute(discovery.lastSeen)} (UTC)`],
    ['languages', discovery.languages.join(', ') || 'unsure'],
    [
      'found by',
      `${discovery.detector} in ${counted(findings.length, 'window')}; see: usewatch explain ${findings.at(-1)}`,
    ],
    ...marks.map(({ mark, markedBy, markedAt, reason }): [string, string] => [
      mark.replace('_', ' '),
      `by ${markedBy}, ${minute(markedAt)} (UTC): ${reason}`,
    ]),
  ];
  return [
    `discovery ${id}\n${printable(because)}\n`,
    facts.map(([name, value]) => `${name.padEnd(11)}${printable(value)}\n`).join(''),
    `growth     ${sparkline(growth.map(({ accounts }) => accounts))}\n`,
    table(
      ['day (UTC)', 'accounts'],
      growth.map(({ day: date, accounts }) => [date, String(accounts)]),
    ),
    table(
      ['account', 'records', 'tie'],
      members.slice(0, SHOWN).map(({ account, records, tie }) => [account, String(records), tie]),
    ) + more(members.length),
  ].join('\n');
}

function stateOf({ state, explainedBy, members }: Listed): string {
  const explanations = explainedBy.map(
    ({ detector, accounts }) => `explained by ${detector} (${accounts} of ${members.length} accounts)`,
  );
  return [...(state === 'new' && explanations.length > 0 ? [] : [state.replace('_', ' ')]), ...explanations].join(', ');
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function jsonLine(discovery: Listed): string {
  return `${JSON.stringify(discovery)}\n`;
}

function discoveryId(text: string): string {
  if (/^[0-9a-f]{32}$/.test(text)) return text;
  throw new InvalidArgumentError('a discovery has 32 hex digits; see `usewatch discoveries`.');
}
