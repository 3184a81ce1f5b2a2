import { type Command, Option } from 'commander';
import { type FindingFilter, type FindingLine, listFindings } from '#casebook/findings';
import { catalogue } from '#detect/catalogue';
import { MODES } from '#detect/detector';
import { type Open, withInstallation } from './command.js';
import { instant } from './detect.js';
import { limit } from './limit.js';
import { subjectNames } from './subject-names.js';
import { minute, table } from './table.js';

interface Options extends Omit<FindingFilter, 'parties'> {
  readonly account?: string;
  readonly original?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** `usewatch findings`: what detectors said, those findings included that open no incident. */
export function registerFindings(program: Command, open: Open): void {
  program
    .command('findings')
    .description('list findings of every mode, latest window first; shadow, backtests and what is withheld included')
    .addOption(new Option('--detector <name>', 'only of this one').choices(catalogue.map(({ name }) => name)))
    .addOption(new Option('--mode <mode>', 'only of this mode').choices(MODES))
    .option(
      '--account <id>',
      'only that name it: as the log has it, or its pseudonym; under whatever name it was filed',
    )
    .option('--original', 'the log itself calls the account so, though it looks like a pseudonym')
    .option('--from <instant>', 'windows that end after it, such as 2026-03-01', instant)
    .option('--until <instant>', 'windows that end no later', instant)
    .option('--withheld', 'only those that open no incident because of an exception or a shared network')
    .option('--limit <count>', 'at most, 1 to 10000', limit, 50)
    .option('--json', 'print one JSON object per finding')
    .action(({ account, original = false, limit: most, json, ...filter }: Options) =>
      withInstallation(open, async (installation) => {
        const accounts = account === undefined ? [] : await subjectNames('account', account, original, installation);
        const asked =
          account === undefined ? filter : { ...filter, parties: accounts.map((name) => `account:${name}`) };
        const found = await listFindings(installation.casebook, asked, most);
        process.stdout.write(json ? found.map((each) => `${JSON.stringify(each)}\n`).join('') : describe(found));
      }),
    );
}

function describe(found: readonly FindingLine[]): string {
  return table(
    ['finding', 'detector', 'version', 'mode', 'until (UTC)', 'point', 'opened', 'because'],
    found.map(({ id, detector, version, mode, windowUntil, point, because, withheld, incident }) => [
      id,
      detector,
      String(version),
      mode,
      minute(windowUntil),
      point,
      incident ?? (withheld === null ? '' : 'withheld'),
      because,
    ]),
  );
}
