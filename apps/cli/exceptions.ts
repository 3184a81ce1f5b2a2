import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { addException, listExceptions, removeException, type SubjectException } from '#casebook/guard-rails';
import { catalogue } from '#detect/catalogue';
import { type Open, withInstallation } from './command.js';
import { instant } from './detect.js';
import { hashedNames, SUBJECT_KINDS, type SubjectKind } from './hashed-names.js';
import { minute, table } from './table.js';
import { laterThan, registerVouched, type Standing, said } from './vouched-entries.js';

interface Adding {
  readonly kind: SubjectKind;
  readonly reason: string;
  readonly since?: Date;
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
    .description('except a subject until some instant')
    .argument('<subject>', 'as the log has it, or its pseudonym as incidents show it; of a network any address in it')
    .addOption(new Option('--kind <kind>', 'what it names').choices(SUBJECT_KINDS).default('account'))
    .requiredOption('--reason <text>', 'why, so that another reviewer can check it')
    .requiredOption('--until <instant>', 'when it ends by itself, such as 2026-12-31', instant)
    .option(
      '--since <instant>',
      'holds for windows that end from then on; now when left out; past windows are judged again with: detect --again',
      instant,
    )
    .addOption(new Option('--detector <name>', 'only from this detector').choices(catalogue.map(({ name }) => name)))
    .option('--original', 'the log itself calls it so, though it looks like a pseudonym')
    .option('--json', 'print one JSON object per entry')
    .action((text: string, { kind, reason, since, until, detector, original, json }: Adding) =>
      withInstallation(open, async ({ casebook, clock, secrets }) => {
        const addedAt = clock.now();
        const wanted = {
          subjectKind: kind,
          detector: detector ?? null,
          reason: said('--reason', reason),
          addedBy: userInfo().username,
          addedAt,
          since: since ?? addedAt,
          expiresAt: laterThan(addedAt, until),
        };
        // Windows from before a rotation of pseudonyms, judged late or again, know the subject by its earlier name.
        const subjects = hashedNames(kind, text, original ?? false, secrets);
        const added = await casebook.transaction('read committed', async (tx) => {
          const entries: SubjectException[] = [];
          for (const subject of subjects) entries.push(await addException(tx, { ...wanted, subject }));
          return entries;
        });
        process.stdout.write(
          json
            ? added.map((entry) => `${JSON.stringify(entry)}\n`).join('')
            : `${added.map(describeAdded).join('')}incidents that are open stay until decided; what is held back: usewatch findings --withheld\n`,
        );
      }),
    );
  registerVouched(exceptions, open, {
    command: 'exceptions',
    noun: 'exception',
    list: listExceptions,
    remove: removeException,
    describe,
  });
}

function describeAdded({ id, subjectKind, subject, expiresAt }: SubjectException): string {
  return `exception ${id}: the ${subjectKind} ${subject} is excepted until ${minute(expiresAt)} (UTC)\n`;
}

function describe(entries: readonly Standing<SubjectException>[]): string {
  return table(
    ['id', 'kind', 'subject', 'detector', 'state', 'until (UTC)', 'by', 'reason'],
    entries.map((entry) => [
      entry.id,
      entry.subjectKind,
      entry.subject,
      entry.detector ?? 'any',
      entry.state,
      minute(entry.removedAt ?? entry.expiresAt),
      entry.addedBy,
      entry.reason,
    ]),
  );
}
