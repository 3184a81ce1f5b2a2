import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Removal } from '#casebook/guard-rails';
import type { CasebookSession } from '#casebook/session';
import { CommandError, type Open, withInstallation } from './command.js';

/** Between which instants somebody vouches for an entry. */
interface Vouched {
  readonly id: string;
  readonly expiresAt: Date;
  readonly removedAt: Date | null;
}

/** Told of a network that nobody named by an address. */
export const UNTIL_ROTATION =
  'entered by its pseudonym, the network is known until pseudonyms are rotated; name an address in it to keep it known\n';

/** An entry with whether it holds, and if not, why. */
export type Standing<Entry> = Entry & { readonly state: 'holds' | 'expired' | 'removed' };

/** A register that people enter subjects in, each until some instant. */
interface Register<Entry extends Vouched> {
  /** The command that keeps it. */
  readonly command: 'exceptions' | 'shared-networks';
  /** What one entry is called. */
  readonly noun: 'exception' | 'entry';
  /** Latest first. */
  readonly list: (casebook: CasebookSession) => Promise<Entry[]>;
  readonly remove: (casebook: CasebookSession, id: string, removal: Removal) => Promise<Entry | undefined>;
  readonly describe: (entries: readonly Standing<Entry>[]) => string;
}

/** `list` and `remove` of a register. */
export function registerVouched<Entry extends Vouched>(
  parent: Command,
  open: Open,
  { command, noun, list, remove, describe }: Register<Entry>,
): void {
  parent
    .command('list')
    .description('those that hold, latest first')
    .option('--all', 'also those that have ended')
    .option('--json', 'print one JSON object per line')
    .action(({ all, json }: { all?: boolean; json?: boolean }) =>
      withInstallation(open, async ({ casebook, clock }) => {
        const entries = (await list(casebook))
          .map((entry) => withState(entry, clock.now()))
          .filter(({ state }) => all || state === 'holds');
        process.stdout.write(json ? entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') : describe(entries));
      }),
    );
  parent
    .command('remove')
    .description(`end an ${noun} before its time; what it has held back stays as it is`)
    .argument('<id>', 'as listed', (text) => entryId(text, command))
    .requiredOption('--reason <text>', 'why, so that another reviewer can check it')
    .option('--json', 'print it as JSON')
    .action((id: string, { reason, json }: { reason: string; json?: boolean }) =>
      withInstallation(open, async ({ casebook, clock }) => {
        const removal = { by: userInfo().username, at: clock.now(), because: said('--reason', reason) };
        const removed = await remove(casebook, id, removal);
        if (removed === undefined)
          throw new CommandError(`there is no ${noun} ${id}; see: usewatch ${command} list --all`);
        process.stdout.write(
          json
            ? `${JSON.stringify(removed)}\n`
            : `${noun} ${id} is removed since ${removed.removedAt?.toISOString()}\n`,
        );
      }),
    );
}

function withState<Entry extends Vouched>(entry: Entry, now: Date): Standing<Entry> {
  if (entry.removedAt !== null) return { ...entry, state: 'removed' };
  return { ...entry, state: now < entry.expiresAt ? 'holds' : 'expired' };
}

/** @throws {CommandError} when an entry would have ended already */
export function laterThan(now: Date, until: Date): Date {
  if (until > now) return until;
  throw new CommandError(`--until must lie ahead, such as a month from now; ${until.toISOString()} is past`);
}

/** @throws {CommandError} when nothing is said */
export function said(option: string, text: string): string {
  if (text.trim() === '') throw new CommandError(`${option} must say something another person can check`);
  return text.trim();
}

function entryId(text: string, command: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  throw new CommandError(`${text} is no id; see: usewatch ${command} list --all`);
}
