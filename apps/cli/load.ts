import type { Command } from 'commander';
import type { Books } from '#casebook/books';
import { countLines } from '#casebook/books';
import { type LoadReport, loadLog } from '../ingest/load-log.js';
import { loadTarget } from '../ingest/load-target.js';
import { CommandError, interruption, type Open, withInstallation } from './command.js';
import { progressBar } from './progress-bar.js';

/** `usewatch load FILE… | -`: usage logs become usage records, every line accounted for. */
export function registerLoad(program: Command, open: Open): void {
  program
    .command('load')
    .description('load usage logs (NDJSON; .gz and .zst are unpacked; - is standard input)')
    .argument('<file...>', 'files, or - for standard input')
    .option('--json', 'print one JSON object per file')
    .action((files: string[], options: { json?: boolean }) =>
      withInstallation(open, async (installation) => {
        const { casebook } = installation;
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
        for (const report of reports)
          process.stdout.write(options.json ? `${JSON.stringify(asJson(report))}\n` : describe(report));
        const empty = reports.filter(({ books, broken }) => broken === undefined && countLines(books).received === 0);
        for (const { name } of empty) failures.push(`${name} holds no line; check that it is the file you meant`);
        if (failures.length > 0) throw new CommandError(failures.join('\n'));
      }),
    );
}

function asJson({ name, books, broken }: LoadReport): object {
  return {
    name,
    ...countLines(books),
    reasons: byReason(books),
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

function describe({ name, books }: LoadReport): string {
  const { received, stored, duplicate, quarantined, dropped } = countLines(books);
  const lines = [
    `${name}: ${received.toLocaleString('en')} received = ${stored.toLocaleString('en')} stored + ${duplicate.toLocaleString('en')} duplicate + ${quarantined.toLocaleString('en')} quarantined + ${dropped.toLocaleString('en')} dropped`,
    ...byReason(books).map(
      ({ outcome, reason, field, lines: count }) =>
        `  ${count.toLocaleString('en').padStart(9)} ${outcome}: ${reason}${field === '' ? '' : ` (${field})`}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
