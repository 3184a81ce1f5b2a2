import type { Command } from 'commander';
import type { Books } from '#casebook/books';
import { countLines } from '#casebook/books';
import { FORMATS, isFormat } from '#ingest/formats/formats';
import { firstRefused } from '#ingest/quarantine/refused';
import type { ForeignLog } from '../ingest/adapted-log.js';
import { type LoadReport, loadLog, FIRST_SEGMENTS as SHOWN } from '../ingest/load-log.js';
import { loadTarget } from '../ingest/load-target.js';
import { readMapping } from '../ingest/read-mapping.js';
import { CommandError, interruption, type Open, withInstallation } from './command.js';
import { describeRefusals } from './describe-refusals.js';
import { progressBar } from './progress-bar.js';

/** `usewatch load FILE… | -`: usage logs become usage records, every line accounted for. */
export function registerLoad(program: Command, open: Open): void {
  program
    .command('load')
    .description('load usage logs (NDJSON; .gz and .zst are unpacked; - is standard input)')
    .argument('<file...>', 'files, or - for standard input')
    .option('--format <name>', `what the files hold: ${Object.keys(FORMATS).join(', ')}`, 'usage')
    .option('--source <name>', 'the gateway or log that records made of a foreign format name as their source')
    .option('--mapping <file>', 'JSON: where OpenTelemetry attributes hold account, key and the like')
    .option('--json', 'print one JSON object per file')
    .action(async (files: string[], options: LoadOptions) => {
      const foreign = await foreignLog(options);
      await withInstallation(open, async (installation) => {
        const { casebook, warehouse } = installation;
        const signal = interruption();
        const reports: LoadReport[] = [];
        const failures: string[] = [];
        await casebook.lease('load', async (lost) => {
          for (const name of files) {
            const bar = progressBar(`load ${name}`);
            try {
              const report = await loadLog(
                name,
                process.stdin,
                loadTarget(installation),
                ({ taken, size, lines }) => bar.update(taken, size, `${lines.toLocaleString('en')} lines`),
                AbortSignal.any([signal, lost]),
                foreign,
              );
              reports.push(report);
              if (report.broken !== undefined) failures.push(report.broken.message);
            } catch (error) {
              if (signal.aborted || !(error instanceof Error)) throw error;
              failures.push(error.message);
            } finally {
              bar.stop();
            }
          }
        });
        for (const report of reports) {
          process.stdout.write(options.json ? `${JSON.stringify(asJson(report))}\n` : describe(report));
          const first = { segments: report.refusedIn, most: SHOWN };
          const lines = report.refusedIn.length === 0 ? [] : await warehouse.ask(firstRefused, first);
          const refusals = describeRefusals(report, lines, foreign === undefined ? 'line' : 'record');
          if (refusals !== undefined) failures.push(refusals);
        }
        const empty = reports.filter(
          ({ books, broken, ignored }) => broken === undefined && ignored === 0 && countLines(books).received === 0,
        );
        for (const { name } of empty) failures.push(`${name} holds no line; check that it is the file you meant`);
        if (failures.length > 0) throw new CommandError(failures.join('\n'));
      });
    });
}

interface LoadOptions {
  readonly format: string;
  readonly source?: string;
  readonly mapping?: string;
  readonly json?: boolean;
}

/** What the options say of the files; undefined for usage records, which name their source themselves. */
async function foreignLog({ format, source, mapping }: LoadOptions): Promise<ForeignLog | undefined> {
  if (!isFormat(format))
    throw new CommandError(`there is no format ${format}; there are ${Object.keys(FORMATS).join(', ')}`);
  if (mapping !== undefined && !format.startsWith('otlp-'))
    throw new CommandError(`--mapping is for otlp-traces and otlp-logs, not for ${format}; leave it out`);
  if (format === 'usage') {
    if (source !== undefined) throw new CommandError('usage records name their source themselves; leave --source out');
    return undefined;
  }
  if (source === undefined || source === '')
    throw new CommandError(`--format ${format} needs --source NAME: the gateway or log that its records come from`);
  return { format, source, mapping: await readMapping(mapping) };
}

function asJson({ name, books, ignored, broken }: LoadReport): object {
  return {
    name,
    ...countLines(books),
    reasons: byReason(books),
    ...(ignored === 0 ? {} : { ignored }),
    ...(broken === undefined ? {} : { broken: broken.message }),
  };
}

/** Lines that were not stored, by outcome, reason and field, most frequent first. */
function byReason(books: Books): Books {
  const sums = new Map<string, Books[number]>();
  for (const entry of books) {
    if (entry.outcome === 'stored') continue;
    const key = `${entry.outcome} ${entry.reason} ${entry.field}`;
    sums.set(key, { ...entry, lines: entry.lines + (sums.get(key)?.lines ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.lines - a.lines || (a.reason < b.reason ? -1 : 1));
}

function describe({ name, books, ignored }: LoadReport): string {
  const { received, stored, duplicate, quarantined, dropped } = countLines(books);
  const lines = [
    `${name}: ${received.toLocaleString('en')} received = ${stored.toLocaleString('en')} stored + ${duplicate.toLocaleString('en')} duplicate + ${quarantined.toLocaleString('en')} quarantined + ${dropped.toLocaleString('en')} dropped`,
    ...byReason(books).map(
      ({ outcome, reason, field, lines: count }) =>
        `  ${count.toLocaleString('en').padStart(9)} ${outcome}: ${reason}${field === '' ? '' : ` (${field})`}`,
    ),
    ...(ignored === 0 ? [] : [`  ${ignored.toLocaleString('en').padStart(9)} ignored: no calls of a model`]),
  ];
  return `${lines.join('\n')}\n`;
}
