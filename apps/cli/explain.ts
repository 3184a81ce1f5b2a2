import { Argument, type Command, InvalidArgumentError } from 'commander';
import { type FindingFile, getFinding } from '#casebook/findings';
import { catalogue } from '#detect/catalogue';
import type { Detector, Measure } from '#detect/detector';
import { type Evidence, evidence } from '#detect/evidence';
import { counted } from '#platform/counted';
import { calmRate, toldRate } from './calm-rate.js';
import { CommandError, type Open, withInstallation } from './command.js';
import { minute, more, printable, SHOWN, table } from './table.js';

/** A number of a finding, what it counts, and how far it passed. */
interface Explained extends Partial<Measure> {
  readonly name: string;
  readonly value: number;
  /** The stricter of the two thresholds it reached; null when it reached none, or has none. */
  readonly passed: 'report' | 'act' | null;
}

/** `usewatch explain FINDING`: the numbers behind its sentence, and the calls behind the numbers. */
export function registerExplain(program: Command, open: Open): void {
  program
    .command('explain')
    .description('say what a finding rests on: its numbers, thresholds, window, run, members and evidence')
    .addArgument(new Argument('<finding>', 'its 32 hex digits').argParser(findingId))
    .option('--json', 'print it as JSON')
    .action((id: string, { json }: { json?: boolean }) =>
      withInstallation(open, async ({ casebook, warehouse }) => {
        const finding = await getFinding(casebook, id);
        if (finding === undefined) {
          throw new CommandError(`there is no finding ${id}; \`usewatch findings\` lists those there are`);
        }
        const calls = await warehouse.ask(evidence, {
          from: finding.windowFrom,
          until: finding.windowUntil,
          accounts: finding.members.map(({ account }) => account),
          records: [...finding.evidence],
        });
        const detector = catalogue.find(({ name }) => name === finding.detector);
        const numbers = explain(finding, detector);
        process.stdout.write(
          json
            ? `${JSON.stringify({ ...finding, falseAlarms: calmRate(finding), numbers, calls })}\n`
            : describe(finding, numbers, calls, detector),
        );
      }),
    );
}

/** Thresholds are those of the version in service; an older version may have had others, so it gets none. */
function explain({ numbers, score, version }: FindingFile, detector: Detector | undefined): Explained[] {
  return Object.entries({ ...numbers, score }).map(([name, value]): Explained => {
    const measure = detector?.measures?.[name];
    if (measure === undefined) return { name, value, passed: null };
    const { report, act, ...rest } = measure;
    if (version !== detector?.version) return { name, value, unit: rest.unit, passed: null };
    const passed =
      act !== undefined && value >= act ? 'act' : report !== undefined && value >= report ? 'report' : null;
    return { name, value, ...measure, passed };
  });
}

function describe(
  finding: FindingFile,
  numbers: readonly Explained[],
  calls: readonly Evidence[],
  inService: Detector | undefined,
): string {
  const { id, detector, version, mode, run, subjectKind, subject, point, category, members } = finding;
  const older =
    version === inService?.version
      ? ''
      : `; version ${inService?.version ?? 'none'} is in service, so no thresholds are shown`;
  const facts: readonly (readonly [string, string])[] = [
    ['said by', `${detector} version ${version}, ${point} threshold${older}`],
    ['run', `${run}, ${mode}, judged ${finding.judgedAt === null ? 'never' : minute(finding.judgedAt)} (UTC)`],
    [
      'window',
      `${minute(finding.windowFrom)} to ${minute(finding.windowUntil)} (UTC), ${counted(finding.records, 'record')}`,
    ],
    ['subject', `${subjectKind} ${subject}, policy category ${category}`],
    ['calm', toldRate(calmRate(finding))],
    ['incident', incidentOf(finding, inService)],
  ];
  return [
    `finding ${id}\n${printable(finding.because)}\n`,
    facts.map(([name, value]) => `${name.padEnd(10)}${printable(value)}\n`).join(''),
    table(
      ['number', 'value', 'unit', 'to report', 'to act', 'passed', 'note'],
      numbers.map(({ name, value, unit, report, act, passed, note }) => [
        name,
        shown(value),
        unit ?? '',
        report === undefined ? '' : shown(report),
        act === undefined ? '' : shown(act),
        passed ?? '',
        note ?? '',
      ]),
    ),
    table(
      ['account', 'records', 'tie'],
      members.slice(0, SHOWN).map(({ account, records, tie }) => [account, String(records), tie]),
    ) + more(members.length),
    describeCalls(finding, calls),
  ].join('\n');
}

function incidentOf({ incident, withheld, mode }: FindingFile, detector: Detector | undefined): string {
  if (incident !== null) return `${incident}; see: usewatch incident ${incident}`;
  if (withheld !== null) return `none, withheld: ${withheld}`;
  if (mode === 'shadow' || mode === 'backtest') return `none, ${mode} only records findings`;
  if (detector?.opens === 'discoveries') return 'none, it waits on the list: usewatch discoveries';
  return 'none, a newer version has judged the same window';
}

function describeCalls({ evidence: shownRecords }: FindingFile, calls: readonly Evidence[]): string {
  const gone = shownRecords.length - calls.length;
  return (
    table(
      ['evidence', 'at (UTC)', 'account', 'model', 'operation', 'status', 'error', 'tokens in', 'out'],
      calls
        .slice(0, SHOWN)
        .map(({ record, at, account, model, operation, status, error, inputTokens, outputTokens }) => [
          record,
          at.toISOString().slice(0, 19).replace('T', ' '),
          account,
          model,
          operation,
          String(status),
          error,
          String(inputTokens),
          String(outputTokens),
        ]),
    ) +
    more(calls.length) +
    (gone > 0 ? `${gone} of ${shownRecords.length} records are not kept any more\n` : '')
  );
}

/** Whole numbers as they are, others to four digits; more would show noise. */
function shown(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toPrecision(4);
}

function findingId(text: string): string {
  if (/^[0-9a-f]{32}$/.test(text)) return text;
  throw new InvalidArgumentError('a finding has 32 hex digits; see `usewatch findings`.');
}
