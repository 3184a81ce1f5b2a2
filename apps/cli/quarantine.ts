import { type Command, InvalidArgumentError, Option } from 'commander';
import { AuditTrail } from '#casebook/audit-trail';
import { type Books, countLines } from '#casebook/books';
import { readShape } from '#ingest/page/reason-counts';
import {
  countSealed,
  DELETE_SETTLED,
  DISCARD_LINES,
  type RefusedCount,
  type RefusedFilter,
  type RefusedLine,
  refusedCounts,
  refusedLine,
  refusedLines,
} from '#ingest/quarantine/refused';
import { severityOf } from '#ingest/severity';
import { counted } from '#platform/counted';
import type { Installation } from '#platform/open-installation';
import { isReason, REASONS } from '#usage/reasons';
import { redriveRefused } from '../ingest/redriver.js';
import { CommandError, interruption, type Open, withInstallation } from './command.js';
import { progressBar } from './progress-bar.js';
import { printable, table } from './table.js';
import { whoWorksHere } from './who-works-here.js';

/** Last second ClickHouse's DateTime knows. */
const END_OF_TIME = 4_294_967_295;

/** Reasons and fields, and lines, a terminal shows. */
const SHOWN = 20;

interface Filter {
  readonly reason?: string;
  readonly source?: string;
  readonly from?: number;
  readonly until?: number;
  readonly json?: boolean;
}

/** `usewatch quarantine [show | redrive | discard]`: which lines were refused, and what becomes of them. */
export function registerQuarantine(program: Command, open: Open): void {
  const quarantine = filtered(
    program.command('quarantine').enablePositionalOptions().description('count refused lines, and list the latest'),
  ).action((filter: Filter) =>
    withInstallation(open, async ({ warehouse }) => {
      const asked = { ...filterOf(filter), most: SHOWN };
      const counts = await warehouse.ask(refusedCounts, asked);
      const lines = await warehouse.ask(refusedLines, asked);
      process.stdout.write(filter.json ? `${JSON.stringify({ counts, lines })}\n` : describeAll(counts, lines));
    }),
  );
  quarantine
    .command('show')
    .description('say what is wrong with one line, and what to do about it')
    .argument('<segment>', 'its 32 hex digits')
    .argument('<line>', 'its number there', lineNumber)
    .option('--json', 'print it as JSON')
    .action((segment: string, line: number, { json }: { json?: boolean }) =>
      withInstallation(open, async ({ warehouse }) => {
        const [found] = await warehouse.ask(refusedLine, { segment, line });
        if (found === undefined)
          throw new CommandError(`no line ${line} of ${printable(segment)} was refused; see: usewatch quarantine`);
        process.stdout.write(json ? `${JSON.stringify({ ...found, ...explained(found.reason) })}\n` : describe(found));
      }),
    );
  filtered(
    quarantine.command('redrive').description('load refused lines again, after a mapping or a clock was mended'),
  ).action((filter: Filter) =>
    withInstallation(open, async (installation) => {
      if (filter.reason === 'foreign_source') {
        throw new CommandError(
          'lines that name another source than their key may write for are not driven again: nobody would vouch for them; discard them',
        );
      }
      const { casebook, warehouse } = installation;
      const bar = progressBar('redrive');
      const signal = interruption();
      const asked = filterOf(filter);
      try {
        const done = await casebook.lease('load', async (lost) => {
          const [sealed] = await warehouse.ask(countSealed, { ...asked, ...warehouse.databases }, 'sealed');
          const tell = (lines: number) => bar.update(lines, sealed?.lines, `${lines.toLocaleString('en')} lines`);
          await logSettling(installation, 'redrive', filter, sealed?.lines ?? 0);
          return redriveRefused(installation, asked, tell, AbortSignal.any([signal, lost]));
        });
        process.stdout.write(filter.json ? `${JSON.stringify(asJson(done))}\n` : describeRedriven(done));
      } finally {
        bar.stop();
      }
    }),
  );
  filtered(
    quarantine.command('discard').description('delete the sealed text of refused lines; the books keep their number'),
  )
    .option('--yes', 'do it; without, only their number is told')
    .action(({ yes, ...filter }: Filter & { yes?: boolean }) =>
      withInstallation(open, async (installation) => {
        const { warehouse, clock, casebook } = installation;
        await casebook.lease('load', async () => {
          const asked = { ...filterOf(filter), ...warehouse.databases };
          const [sealed] = await warehouse.ask(countSealed, asked, 'sealed');
          const lines = sealed?.lines ?? 0;
          if (!yes && lines > 0) {
            throw new CommandError(
              `${lines.toLocaleString('en')} sealed lines would be deleted for good; give --yes to do it`,
            );
          }
          await logSettling(installation, 'discard', filter, lines);
          await warehouse.change(DISCARD_LINES, { ...asked, now: Math.floor(clock.now().getTime() / 1_000) });
          await warehouse.change(DELETE_SETTLED, warehouse.databases);
          process.stdout.write(
            filter.json ? `${JSON.stringify({ discarded: lines })}\n` : `${counted(lines, 'line')} discarded\n`,
          );
        });
      }),
    );
}

/** Writes down what is about to be done to refused lines, and by whom. */
async function logSettling(
  { casebook, secrets }: Pick<Installation, 'casebook' | 'secrets'>,
  verb: 'redrive' | 'discard',
  { reason = 'every reason', source = 'every source' }: Filter,
  lines: number,
): Promise<void> {
  const actor = whoWorksHere();
  const deed = { actor, action: `quarantine.${verb}`, objectKind: 'quarantine', object: reason, at: new Date() };
  await casebook.transaction('read committed', (tx) =>
    new AuditTrail(secrets.apiKeyPepper).append(tx, { ...deed, details: { lines, source } }),
  );
}

function filtered(command: Command): Command {
  return command
    .addOption(new Option('--reason <reason>', 'only of this reason'))
    .option('--source <source>', 'only of this source')
    .option('--from <instant>', 'received since, such as 2026-09-01T00:00:00Z', seconds)
    .option('--until <instant>', 'received before', seconds)
    .option('--json', 'print JSON');
}

function filterOf({ reason, source, from = 0, until = END_OF_TIME }: Filter): RefusedFilter {
  return {
    from,
    until,
    reasons: reason === undefined ? [] : [reason],
    sources: source === undefined ? [] : [source],
  };
}

function seconds(text: string): number {
  const at = Date.parse(text);
  if (!(at >= 0)) throw new InvalidArgumentError('must be an instant, such as 2026-09-01T00:00:00Z');
  return Math.floor(at / 1_000);
}

function lineNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('must be a number from 1');
  return Number(text);
}

function explained(reason: string): { meaning: string; remedy: string } {
  return isReason(reason) ? REASONS[reason] : { meaning: '', remedy: '' };
}

function describeAll(counts: readonly RefusedCount[], lines: readonly RefusedLine[]): string {
  if (counts.length === 0) return 'no line was refused\n';
  const sums = counts.map(({ reason, field, lines: all, settled }) => [
    reason,
    field,
    severityOf('quarantined', reason),
    all.toLocaleString('en'),
    settled.toLocaleString('en'),
  ]);
  const latest = lines.map(({ at, segment, line, source, reason, field, bytes, shape, is_settled }) => [
    at.slice(0, 19),
    segment,
    String(line),
    source,
    reason,
    field,
    is_settled ? 'settled' : 'waits',
    String(bytes),
    shape.slice(0, 6).join(' '),
  ]);
  return [
    table(['reason', 'field', 'severity', 'lines', 'settled'], sums),
    table(['received (UTC)', 'segment', 'line', 'source', 'reason', 'field', 'state', 'bytes', 'shape'], latest),
  ].join('\n');
}

function describe({ at, segment, line, source, reason, field, bytes, shape, is_settled }: RefusedLine): string {
  const { meaning, remedy } = explained(reason);
  const fields = shape.map(readShape).map(({ name, type, bytes: long }) => [name, type, String(long)]);
  return [
    `line ${line} of segment ${segment}: ${reason}${field === '' ? '' : ` (${printable(field)})`}`,
    meaning,
    remedy,
    `received ${at}, ${bytes.toLocaleString('en')} bytes${source === '' ? '' : `, source ${printable(source)}`}; ${is_settled ? 'settled' : 'waits for redrive or discard'}`,
    `\n${table(['field', 'type', 'bytes'], fields)}`,
  ].join('\n');
}

function asJson({ lines, books }: { lines: number; books: Books }): object {
  return { redriven: lines, ...countLines(books) };
}

function describeRedriven({ lines, books }: { lines: number; books: Books }): string {
  const { received, stored, duplicate, quarantined, dropped } = countLines(books);
  const counts = { stored, duplicate, quarantined, dropped };
  const sum = Object.entries(counts).map(([name, count]) => `${count.toLocaleString('en')} ${name}`);
  return `${lines.toLocaleString('en')} refused lines driven again: ${received.toLocaleString('en')} received = ${sum.join(' + ')}\n`;
}
