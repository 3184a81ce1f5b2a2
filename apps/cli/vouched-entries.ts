import { CommandError } from './command.js';

/** Between which instants somebody vouches for an entry. */
interface Vouched {
  readonly expiresAt: Date;
  readonly removedAt: Date | null;
}

/** Options of the commands that take an entry back. */
export interface Removing {
  readonly reason: string;
  readonly json?: boolean;
}

/** Whether an entry holds at an instant, and why it does not. */
export function standingOf({ expiresAt, removedAt }: Vouched, now: Date): 'holds' | 'expired' | 'removed' {
  if (removedAt !== null) return 'removed';
  return now < expiresAt ? 'holds' : 'expired';
}

/** The entries that hold, or all of them, each with its standing. */
export function withStanding<Entry extends Vouched>(
  entries: readonly Entry[],
  now: Date,
  all: boolean,
): (Entry & { readonly state: string })[] {
  return entries
    .map((entry) => ({ ...entry, state: standingOf(entry, now) }))
    .filter(({ state }) => all || state === 'holds');
}

/** @throws {CommandError} when an entry would have ended before it began */
export function laterThan(now: Date, until: Date): Date {
  if (until > now) return until;
  throw new CommandError(`--until must lie ahead, such as a month from now; ${until.toISOString()} is past`);
}

/** @throws {CommandError} when nothing is said */
export function reasonOf(option: string, text: string): string {
  if (text.trim() === '') throw new CommandError(`${option} must say something another person can check`);
  return text.trim();
}

/** @throws {CommandError} when it is none of ours */
export function entryId(text: string, command: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  throw new CommandError(`${text} is no id; see: usewatch ${command} list --all`);
}
