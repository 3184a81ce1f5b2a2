import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { type ForgetReceipt, listReceipts } from '#casebook/forget-receipts';
import type { Unsearched } from '#casebook/forget-tables';
import type { Installation } from '#platform/open-installation';
import { holderOf } from '#platform/stores/claim';
import { damagedFolder } from '#spool/damaged-pieces';
import { forgetSubject } from '../ingest/forget-subject.js';
import { CommandError, interruption, type Open, withInstallation } from './command.js';
import { progressBar } from './progress-bar.js';
import { subjectNames } from './subject-names.js';
import { printable, table } from './table.js';
import { whoWorksHere } from './who-works-here.js';

/** What every removal leaves in place, and why. */
const STAYS = [
  'hashes of source and id, which name nobody, so that the same log loaded again brings nothing back; until retention',
  'refused lines that may name the subject, sealed, until the retention of the quarantine',
  'counts in the books and in rollups that name nobody',
  'incidents and what was decided on them, under the pseudonym, which no longer leads to an original',
  'published statistics and their sealed snapshots, which hold keyed units, never accounts',
] as const;

/** Milliseconds a service is given to store what it received before. */
const STORED_WITHIN = 30_000;

interface Options {
  readonly kind: 'account' | 'key';
  readonly reason?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

/** `usewatch forget ACCOUNT`: removes what is kept of an account or key, and leaves a receipt. */
export function registerForget(program: Command, open: Open): void {
  program
    .command('forget')
    .description('remove what is kept of an account or key, and leave a receipt')
    .argument('[account]', 'as the log has it; it is hashed before anything is asked')
    .addOption(new Option('--kind <kind>', 'what it names').choices(['account', 'key']).default('account'))
    .option('--reason <text>', 'why, such as the request it answers')
    .option('--list', 'list the receipts instead')
    .option('--json', 'print one JSON object per receipt')
    .action((subject: string | undefined, options: Options) => {
      if ((subject === undefined) === (options.list !== true))
        throw new CommandError('name an account, or ask for --list');
      return withInstallation(open, async (installation) => {
        const receipts =
          subject === undefined
            ? await listReceipts(installation.casebook)
            : [await forget(installation, subject, options)];
        const { spool } = installation.directory;
        if (options.json) {
          process.stdout.write(receipts.map((each) => `${JSON.stringify(asJson(each, spool))}\n`).join(''));
        } else {
          process.stdout.write(
            subject === undefined ? describeAll(receipts) : receipts.map((each) => describe(each, spool)).join(''),
          );
        }
      });
    });
}

async function forget(
  installation: Installation,
  subject: string,
  { kind, reason = '' }: Options,
): Promise<ForgetReceipt> {
  const { warehouse, casebook, clock, directory } = installation;
  const { spool, run } = directory;
  const isServed = (await holderOf(join(run, 'service.lock'))) !== undefined;
  const pseudonyms = await subjectNames(kind, subject, true, installation);
  const forgottenBy = whoWorksHere();
  const bar = progressBar('forget');
  const signal = interruption();
  try {
    const forgotten = await casebook.lease('forget', (lost) =>
      forgetSubject(
        { warehouse, casebook, spool, storedWithin: isServed ? STORED_WITHIN : 0, now: () => clock.now() },
        { kind, original: subject, pseudonyms, forgottenBy, reason },
        (done, total, place) => bar.update(done, total, place),
        AbortSignal.any([signal, lost]),
      ),
    );
    if (forgotten.known) return forgotten.receipt;
    const { before, unsearched } = forgotten;
    const nothing =
      before === undefined
        ? `nothing is kept of the ${kind} ${printable(subject)}; write it as the log has it, or see --kind`
        : `nothing is kept of the ${kind} ${printable(subject)} any more: receipt ${before.id} of ${before.finishedAt?.toISOString()}`;
    throw new CommandError([nothing, ...mayStay(unsearched, spool).map((each) => `but see ${each}`)].join('\n'));
  } finally {
    bar.stop();
  }
}

/** Rows removed, by table. */
function byTable({ removed }: ForgetReceipt): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [place, { rows }] of Object.entries(removed)) {
    const [name = place] = place.split(' ');
    sums[name] = (sums[name] ?? 0) + rows;
  }
  return sums;
}

/** Where something of the subject may be still, and what to do about it. */
function mayStay(unsearched: Unsearched | null, spool: string): string[] {
  const { damagedPieces = 0, unreadableLines = 0, waitingSegments = 0 } = unsearched ?? {};
  const said: string[] = [];
  if (damagedPieces > 0) {
    said.push(
      `${damagedFolder(spool)} (${damagedPieces} damaged files): ${unreadableLines.toLocaleString('en')} lines there cannot be read, and a name may itself be damaged; look through them and delete what is not needed`,
    );
  }
  if (waitingSegments > 0) {
    said.push(
      `${spool} (${waitingSegments} segments that wait to be stored): give the same command again once the service or usewatch load has stored them`,
    );
  }
  return said;
}

function asJson(receipt: ForgetReceipt, spool: string): object {
  const { id, kind, pseudonyms, forgottenBy, reason, startedAt, finishedAt } = receipt;
  return {
    id,
    kind,
    pseudonyms,
    forgotten_by: forgottenBy,
    reason,
    started_at: startedAt,
    finished_at: finishedAt,
    removed: byTable(receipt),
    may_stay: mayStay(receipt.unsearched, spool),
    stays: STAYS,
  };
}

function describe(receipt: ForgetReceipt, spool: string): string {
  const { id, kind, pseudonyms, forgottenBy, reason, finishedAt, unsearched } = receipt;
  const rows = Object.entries(byTable(receipt)).map(([name, count]) => [name, count.toLocaleString('en')]);
  return [
    `receipt ${id}: the ${kind} ${pseudonyms.join(', ')} is forgotten since ${finishedAt?.toISOString()}`,
    `by ${printable(forgottenBy)}${reason === '' ? '' : `: ${printable(reason)}`}`,
    table(['removed from', 'rows'], rows).trimEnd(),
    ...mayStay(unsearched, spool).map((each) => `what may stay: ${each}`),
    'what stays:',
    ...STAYS.map((each) => `  ${each}`),
    'calls that are logged from now on are kept as any others are\n',
  ].join('\n');
}

function describeAll(receipts: readonly ForgetReceipt[]): string {
  const rows = receipts.map((receipt) => [
    receipt.id,
    receipt.kind,
    receipt.pseudonyms.join(' '),
    receipt.finishedAt?.toISOString() ?? 'unfinished: give the same command again',
    receipt.forgottenBy,
    Object.values(byTable(receipt))
      .reduce((sum, count) => sum + count, 0)
      .toLocaleString('en'),
    mayStay(receipt.unsearched, '').length > 0 ? 'see --json' : '',
    receipt.reason,
  ]);
  return table(['receipt', 'kind', 'pseudonyms', 'forgotten', 'by', 'rows', 'may stay', 'reason'], rows);
}
