import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  countIncidents,
  decideIncident,
  getIncident,
  type IncidentFile,
  type IncidentFilter,
  type IncidentLine,
  type IncidentPage,
  listIncidents,
} from '#casebook/incidents';
import { blinded, blindedFile } from '#casework/blind-review';
import { catalogue } from '#detect/catalogue';
import { ACTIONS, DispositionDraft, decide, VERDICTS } from '#incident/life-cycle';
import { CommandError, type Open, withInstallation } from './command.js';
import { subjectNames } from './subject-names.js';
import { minute, more, printable, SHOWN, table } from './table.js';

const CATEGORY_CODES = DispositionDraft.shape.category.unwrap().options;

interface Listing extends Omit<IncidentFilter, 'accounts'> {
  readonly account?: string;
  readonly original?: boolean;
  readonly json?: boolean;
}

/** `usewatch incidents`, `usewatch incident ID`, `usewatch decide ID`: what was found, and what people say of it. */
export function registerIncidents(program: Command, open: Open): void {
  program
    .command('incidents')
    .description('list incidents, latest seen first')
    .addOption(new Option('--state <state>').choices(['open', ...VERDICTS]))
    .addOption(new Option('--category <code>', 'policy category').choices(CATEGORY_CODES))
    .addOption(new Option('--detector <name>').choices(catalogue.map(({ name }) => name)))
    .option('--account <id>', 'that takes part: as the log has it, or its pseudonym; under whatever name it was filed')
    .option('--original', 'the log itself calls the account so, though it looks like a pseudonym')
    .option('--limit <count>', 'incidents at most, 1 to 1000', wholeNumber, 50)
    .option('--cursor <text>', 'goes on where a page ended')
    .option('--json', 'print one JSON object per incident')
    .action(({ json, account, original = false, ...filter }: Listing) =>
      withInstallation(open, async (installation) => {
        const { casebook } = installation;
        const accounts = account === undefined ? [] : await subjectNames('account', account, original, installation);
        const asked = account === undefined ? filter : { ...filter, accounts };
        const found = await listIncidents(casebook, asked).catch((error: unknown) => {
          throw error instanceof RangeError ? new CommandError(`--cursor or --limit: ${error.message}`) : error;
        });
        const page = { ...found, incidents: found.incidents.map(blinded) };
        process.stdout.write(
          json ? page.incidents.map(jsonLine).join('') : describePage(page, await countIncidents(casebook)),
        );
      }),
    );
  program
    .command('incident')
    .description('show one incident with its members, findings and decisions')
    .argument('<id>', 'its 32 hex digits', incidentId)
    .option('--json', 'print it as JSON')
    .action((id: string, { json }: { json?: boolean }) =>
      withInstallation(open, async ({ casebook }) => {
        const found = await getIncident(casebook, id);
        if (found === undefined) throw unknown(id);
        const incident = blindedFile(found);
        process.stdout.write(json ? jsonLine(incident) : describeIncident(incident));
      }),
    );
  program
    .command('decide')
    .description('say what an incident is; what was said before stays beside it')
    .argument('<id>', 'its 32 hex digits', incidentId)
    .addOption(new Option('--verdict <verdict>').choices(VERDICTS).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why, so that another reviewer can check it')
    .addOption(
      new Option('--category <code>', 'policy category; the incident keeps its own when left out').choices(
        CATEGORY_CODES,
      ),
    )
    .addOption(new Option('--action <action>', 'what was done about it').choices(ACTIONS).default('none'))
    .action((id: string, options: object) =>
      withInstallation(open, async ({ casebook, clock }) => {
        const draft = DispositionDraft.safeParse({ ...options, decidedBy: userInfo().username });
        if (!draft.success) {
          const faults = draft.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
          throw new CommandError(faults.join('\n'));
        }
        const decision = await decideIncident(casebook, id, undefined, (standing) =>
          decide(standing, draft.data, clock.now()),
        );
        if (decision.outcome === 'unknown') throw unknown(id);
        if (decision.outcome === 'refused')
          throw new CommandError(`incident ${id} was not decided: ${decision.reason}`);
        process.stdout.write(describeIncident(blindedFile(decision.incident)));
      }),
    );
}

/** A page of incidents, with how many there are of each state. */
function describePage({ incidents, cursor }: IncidentPage, counts: Record<IncidentLine['state'], number>): string {
  const rows = incidents.map(({ id, state, category, severity, lastSeen, accounts, because }) => [
    id,
    state,
    category,
    severity,
    minute(lastSeen),
    String(accounts),
    because,
  ]);
  const totals = Object.entries(counts).map(([state, count]) => `${count.toLocaleString('en')} ${state}`);
  return [
    table(['incident', 'state', 'cat', 'severity', 'last seen (UTC)', 'accounts', 'because'], rows),
    `${totals.join(', ')} in all\n`,
    ...(cursor === undefined ? [] : [`more: --cursor ${cursor}\n`]),
  ].join('\n');
}

/** Everything a person needs to decide on an incident. */
function describeIncident(incident: IncidentFile): string {
  const { id, state, category, severity, detector, version, subjectKind, subject, because, members, findings } =
    incident;
  return [
    `incident ${id}: ${state}, ${category}, ${severity}\n${printable(because)}\n`,
    pairs([
      [
        'found by',
        `${detector} version ${version}, ${incident.point} threshold, score ${incident.score.toPrecision(4)}`,
      ],
      ['subject', `${subjectKind} ${subject}`],
      ['seen', `${minute(incident.firstSeen)} to ${minute(incident.lastSeen)} (UTC)`],
      ['opened', minute(incident.openedAt)],
    ]),
    table(
      ['account', 'records', 'tie'],
      members.slice(0, SHOWN).map(({ account, records, tie }) => [account, String(records), tie]),
    ) + more(members.length),
    table(
      ['finding', 'window from', 'until', 'point', 'score', 'because'],
      findings
        .slice(0, SHOWN)
        .map((each) => [
          each.id,
          minute(each.windowFrom),
          minute(each.windowUntil),
          each.point,
          each.score.toPrecision(4),
          each.because,
        ]),
    ) + more(findings.length),
    ...incident.decisions.map(
      ({ decidedAt, decidedBy, verdict, category: as, action, reason }) =>
        `${minute(decidedAt)} ${printable(decidedBy)}: ${verdict} as ${as}, action ${action}: ${printable(reason)}\n`,
    ),
  ].join('\n');
}

function pairs(rows: readonly (readonly [string, string])[]): string {
  return rows.map(([name, value]) => `${name.padEnd(10)}${printable(value)}\n`).join('');
}

function jsonLine(incident: IncidentLine | IncidentFile): string {
  return `${JSON.stringify(incident)}\n`;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('write a whole number.');
  return Number(text);
}

function incidentId(text: string): string {
  if (!/^[0-9a-f]{32}$/.test(text))
    throw new InvalidArgumentError('an incident has 32 hex digits; see `usewatch incidents`.');
  return text;
}

function unknown(id: string): CommandError {
  return new CommandError(`there is no incident ${id}; \`usewatch incidents\` lists those there are`);
}
