import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { addException, listExceptions, removeException, type SubjectException } from '#casebook/guard-rails';
import { catalogue } from '#detect/catalogue';
import { CommandError, type Open, withInstallation } from './command.js';
import { instant } from './detect.js';
import { SUBJECT_KINDS, type SubjectKind, subjectName } from './subject-name.js';
import { minute, table } from './table.js';
import { entryId, laterThan, type Removing, reasonOf, standingOf, withStanding } from './vouched-entries.js';

interface Adding {
  readonly kind: SubjectKind;
  readonly reason: string;
  readonly until: Date;
  readonly detector?: string;
  readonly original?: boolean;
  readonly json?: boolean;
}

/** `usewatch exceptions add | list | remove`: subjects that findings open no incident about, why, and until when. */
export function registerExceptions(program: Command, open: Open): void {
  const exceptions = program
    .command('exceptions')
    .description('subjects that findings open no incident about; the findings are recorded all the same');
  exceptions
    .command('add')
    .description('except a subject in windows that end from now on')
    .argument('<subject>', 'as the log has it, or its pseudonym as incidents show it; of a network any address in it')
    .addOption(new Option('--kind <kind>', 'what it names').choices(SUBJECT_KINDS).default('account'))
    .requiredOption('--reason <text>', 'why, so that another reviewer can check it')
    .requiredOption('--until <instant>', 'when it ends by itself, such as 2026-12-31', instant)
    .addOption(new Option('--detector <name>', 'only from this detector').choices(catalogue.map(({ name }) => name)))
    .option('--original', 'the log itself calls it so, though it looks like a pseudonym')
    .option('--json', 'print it as JSON')
    .action((text: string, { kind, reason, until, detector, original, json }: Adding) =>
      withInstallation(open, async ({ casebook, clock, secrets }) => {
        const addedAt = clock.now();
        const added = await addException(casebook, {
          subjectKind: kind,
          subject: subjectName(kind, text, original ?? false, secrets),
          detector: detector ?? null,
          reason: reasonOf('--reason', reason),
          addedBy: userInfo().username,
          addedAt,
          expiresAt: laterThan(addedAt, until),
        });
        process.stdout.write(
          json
            ? `${JSON.stringify(added)}\n`
            : `exception ${added.id}: the ${kind} ${added.subject} is excepted until ${minute(added.expiresAt)} (UTC)\n` +
                'incidents that are open stay until decided; what is held back: usewatch findings --withheld\n',
        );
      }),
    );
  exceptions
    .command('list')
    .description('exceptions that hold, latest first')
    .option('--all', 'also those that have ended')
    .option('--json', 'print one JSON object per exception')
    .action(({ all, json }: { all?: boolean; json?: boolean }) =>
      withInstallation(open, async ({ casebook, clock }) => {
        const entries = withStanding(await listExceptions(casebook), clock.now(), all ?? false);
        process.stdout.write(
          json ? entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') : describe(entries, clock.now()),
        );
      }),
    );
  exceptions
    .command('remove')
    .description('end an exception before its time')
    .argument('<id>', 'as listed', (text) => entryId(text, 'exceptions'))
    .requiredOption('--reason <text>', 'why, so that another reviewer can check it')
    .option('--json', 'print it as JSON')
    .action((id: string, { reason, json }: Removing) =>
      withInstallation(open, async ({ casebook, clock }) => {
        const removal = { by: userInfo().username, at: clock.now(), because: reasonOf('--reason', reason) };
        const removed = await removeException(casebook, id, removal);
        if (removed === undefined)
          throw new CommandError(`there is no exception ${id}; see: usewatch exceptions list --all`);
        process.stdout.write(
          json
            ? `${JSON.stringify(removed)}\n`
            : `exception ${id} is removed since ${removed.removedAt?.toISOString()}\n`,
        );
      }),
    );
}

function describe(entries: readonly SubjectException[], now: Date): string {
  return table(
    ['id', 'kind', 'subject', 'detector', 'state', 'until (UTC)', 'by', 'reason'],
    entries.map((entry) => [
      entry.id,
      entry.subjectKind,
      entry.subject,
      entry.detector ?? 'any',
      standingOf(entry, now),
      minute(entry.removedAt ?? entry.expiresAt),
      entry.addedBy,
      entry.reason,
    ]),
  );
}
