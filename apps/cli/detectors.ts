import { type Command, Option } from 'commander';
import { sumRuns } from '#casebook/run-history';
import { listStages } from '#casebook/stages';
import { catalogue } from '#detect/catalogue';
import { type DetectorFile, detectorFile } from '../console/detectors/detector-file.js';
import { type Open, withInstallation } from './command.js';
import { describeSums } from './runs.js';
import { minute, printable, table } from './table.js';

/** `usewatch detectors`: what looks for misuse, in which stage, and how far it has come. */
export function registerDetectors(program: Command, open: Open): void {
  program
    .command('detectors')
    .description('list the detectors with stage, spacing and last run')
    .addOption(
      new Option('--detector <name...>', 'only these; all when left out').choices(catalogue.map(({ name }) => name)),
    )
    .option('--long', 'also what each catches, misses and mistakes, who set its stage, and its lines in the ledger')
    .option('--json', 'print one JSON object per detector')
    .action((options: { detector?: readonly string[]; long?: boolean; json?: boolean }) =>
      withInstallation(open, async ({ casebook, clock }) => {
        const [sums, stages] = await Promise.all([sumRuns(casebook, {}), listStages(casebook)]);
        const files = catalogue
          .filter(({ name }) => options.detector?.includes(name) ?? true)
          .map((detector) => detectorFile(detector, sums, stages, clock.now()));
        if (options.json) process.stdout.write(files.map((file) => `${JSON.stringify(file)}\n`).join(''));
        else process.stdout.write(options.long ? files.map(describe).join('\n') : list(files));
      }),
    );
}

function list(files: readonly DetectorFile[]): string {
  return table(
    ['detector', 'version', 'stage', 'cat', 'family', 'severity', 'every', 'window', 'last run (UTC)'],
    files.map(({ name, version, stage, category, family, severity, everyHours, spanHours, lastRun }) => [
      name,
      String(version),
      stage,
      category,
      family,
      severity,
      `${everyHours} h`,
      `${spanHours} h`,
      lastRun === null ? 'never' : `${minute(lastRun.finishedAt)} ${lastRun.mode}`,
    ]),
  );
}

function describe(file: DetectorFile): string {
  const { name, version, stage, category, family, severity, everyHours, spanHours, stages, ledger } = file;
  const since = stages.at(-1);
  const because =
    since === undefined
      ? 'as the catalogue has it'
      : `since ${minute(since.decidedAt)} by ${printable(since.decidedBy)}: ${printable(since.reason)}`;
  const lines = [
    `${name} version ${version}: ${category}, ${family}, ${severity}`,
    `  stage     ${stage}, ${because}`,
    `  opens     ${file.opens}`,
    `  judges    windows of ${spanHours} h, one every ${everyHours} h`,
    `  catches   ${file.catches}`,
    `  misses    ${file.misses}`,
    `  mistakes  ${file.mistakes}`,
    ...stages
      .slice(0, -1)
      .map(
        (entry) =>
          `  before    ${entry.change} of version ${entry.version}, ${minute(entry.decidedAt)} by ${printable(entry.decidedBy)}: ${printable(entry.reason)}`,
      ),
  ];
  return `${lines.join('\n')}\n${ledger.length === 0 ? '  no window was judged yet\n' : describeSums(ledger)}`;
}
