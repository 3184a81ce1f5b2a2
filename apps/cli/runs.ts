import { type Command, Option } from 'commander';
import { latestRuns, type RunFilter, type RunSum, sumRuns } from '#casebook/run-history';
import type { Run } from '#casebook/runs';
import { catalogue } from '#detect/catalogue';
import { MODES } from '#detect/detector';
import { isAtWork } from '../detect/detector-lease.js';
import { type Open, withInstallation } from './command.js';
import { instant } from './detect.js';
import { limit } from './limit.js';
import { minute, table } from './table.js';

interface Options extends RunFilter {
  readonly windows?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** `usewatch runs`: what the ledger has of each detector, version and mode, or of single windows. */
export function registerRuns(program: Command, open: Open): void {
  program
    .command('runs')
    .description('what was judged: windows, state, records, findings, seconds, failures')
    .addOption(new Option('--detector <name>', 'only this one').choices(catalogue.map(({ name }) => name)))
    .option('--from <instant>', 'windows that end after it, such as 2026-03-01', instant)
    .option('--until <instant>', 'windows that end no later', instant)
    .option('--windows', 'single windows, latest first')
    .addOption(new Option('--mode <mode>', 'with --windows: only of this mode').choices(MODES))
    .addOption(
      new Option('--state <state>', 'with --windows: only in this state').choices([
        'running',
        'done',
        'failed',
        'cancelled',
      ] satisfies Run['state'][]),
    )
    .option('--limit <count>', 'with --windows: at most, 1 to 10000', limit, 50)
    .option('--json', 'print one JSON object per line')
    .action(({ windows, limit: most, json, ...filter }: Options) =>
      withInstallation(open, async ({ casebook }) => {
        const rows = windows ? await latestRuns(casebook, filter, most) : await sumRuns(casebook, filter);
        const working = new Set<string>();
        for (const name of new Set(rows.filter(isRunning).map(({ detector }) => detector))) {
          if (await isAtWork(casebook, { name })) working.add(name);
        }
        const told = rows.map((row) => ({ ...row, isLeftBehind: isRunning(row) && !working.has(row.detector) }));
        if (json) process.stdout.write(told.map((row) => `${JSON.stringify(row)}\n`).join(''));
        else if (rows.length === 0) process.stdout.write('no window was judged yet; see: usewatch detect --help\n');
        else process.stdout.write(windows ? describeRuns(told as Told<Run>[]) : describeSums(told as Told<RunSum>[]));
      }),
    );
}

/** A line of the ledger; left behind are running ones that no living process works on. */
type Told<Row> = Row & { readonly isLeftBehind?: boolean };

function isRunning(row: Run | RunSum): boolean {
  return 'state' in row ? row.state === 'running' : row.running > 0;
}

/** A line per detector, version and mode; the last failure of each below. */
export function describeSums(sums: readonly Told<RunSum>[]): string {
  const rows = sums.map((sum) => [
    sum.detector,
    String(sum.version),
    sum.mode,
    ...[sum.done, sum.failed, sum.running, sum.cancelled, sum.retries, sum.records, sum.findings, sum.withheld].map(
      (count) => count.toLocaleString('en'),
    ),
    sum.seconds.toFixed(1),
    minute(sum.until),
  ]);
  const head = ['detector', 'version', 'mode', 'done', 'failed', 'running', 'cancelled', 'retries', 'records'];
  const notes = sums.flatMap(({ detector, version, mode, isLeftBehind, lastError }) => [
    ...(isLeftBehind
      ? [
          `${detector} ${version} ${mode}: what is running was left by a process that died; the next run takes it over\n`,
        ]
      : []),
    ...(lastError === null ? [] : [table([`${detector} ${version} ${mode}: last failure: ${lastError}`], [])]),
  ]);
  return table([...head, 'findings', 'withheld', 'seconds', 'until (UTC)'], rows) + notes.join('');
}

function describeRuns(runs: readonly Told<Run>[]): string {
  return table(
    [
      'window from (UTC)',
      'until',
      'detector',
      'version',
      'mode',
      'state',
      'attempt',
      'records',
      'findings',
      'seconds',
      'failure, or what was left out',
    ],
    runs.map((run) => [
      minute(run.windowFrom),
      minute(run.windowUntil),
      run.detector,
      String(run.version),
      run.mode,
      run.isLeftBehind ? 'left behind' : run.state,
      String(run.attempt),
      run.records?.toLocaleString('en') ?? '',
      run.findings?.toLocaleString('en') ?? '',
      run.finishedAt === null
        ? ''
        : Math.max(0, (run.finishedAt.getTime() - run.startedAt.getTime()) / 1_000).toFixed(1),
      run.error ?? run.leftOut ?? '',
    ]),
  );
}
