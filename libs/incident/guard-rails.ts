import type { Finding, Member } from '#detect/detector';
import type { Window } from '#usage/window';

/** Between which instants an entry counts. */
interface Lasting {
  readonly id: string;
  readonly addedBy: string;
  /** Start of its hold; it may lie before it was added. */
  readonly since: Date;
  readonly expiresAt: Date;
  /** When it was taken back before its time. */
  readonly removedAt: Date | null;
  /** Other pseudonyms of its subject, before or after a rotation; none when absent. */
  readonly furtherNames?: readonly string[];
}

/** A subject that findings open no incident about. */
export interface Exception extends Lasting {
  readonly subjectKind: 'account' | 'key' | 'network';
  readonly subject: string;
  /** The only detector it concerns; all of them when null. */
  readonly detector: string | null;
  readonly reason: string;
}

/** A network that many strangers share, so that nobody is to blame for what is seen of it. */
export interface SharedNetwork extends Lasting {
  readonly subjectKind: 'network' | 'asn';
  readonly subject: string;
  readonly usage: string;
  readonly provenance: string;
}

/** Every entry there ever was. */
export interface GuardRails {
  readonly exceptions: readonly Exception[];
  readonly sharedNetworks: readonly SharedNetwork[];
}

/** The entries that hold back what a detector finds in one window, by `kind:subject`. */
export interface Standing {
  readonly exceptions: ReadonlyMap<string, Exception>;
  readonly sharedNetworks: ReadonlyMap<string, SharedNetwork>;
  /** Autonomous system of networks, by pseudonym, where it is known. */
  readonly systems: ReadonlyMap<string, number>;
}

/** For runs that open no incident anyway. */
export const NOTHING_HELD: Standing = { exceptions: new Map(), sharedNetworks: new Map(), systems: new Map() };

/**
 * The entries that count for one window of a detector.
 *
 * They hold from an instant until they expire or are taken back, and what counts is the end of the window: so
 * the answer is the same whenever the window is judged.
 */
export function standing(
  detector: string,
  window: Window,
  { exceptions, sharedNetworks }: GuardRails,
  systems: Standing['systems'] = new Map(),
): Standing {
  const concerning = exceptions.filter((entry) => entry.detector === null || entry.detector === detector);
  return { exceptions: bySubject(concerning, window), sharedNetworks: bySubject(sharedNetworks, window), systems };
}

/**
 * Why a finding opens no incident. A campaign is withheld when all its accounts are excepted.
 *
 * @returns  a sentence for whoever reads the finding; undefined when nothing holds it back
 */
export function withheld(
  { subject, members }: Pick<Finding, 'subject' | 'members'>,
  { exceptions, sharedNetworks, systems }: Standing,
): string | undefined {
  const shared =
    sharedNetworks.get(`${subject.kind}:${subject.id}`) ??
    (subject.kind === 'network' ? sharedNetworks.get(`asn:${systems.get(subject.id)}`) : undefined);
  if (shared !== undefined) {
    const { usage, provenance, addedBy, id } = shared;
    return `many share this network (${usage}, says ${provenance}); entered by ${addedBy} until ${day(shared)}, entry ${id}`;
  }
  const accused =
    subject.kind === 'campaign'
      ? (members ?? []).map(({ account }) => `account:${account}`)
      : [`${subject.kind}:${subject.id}`];
  const [first] = accused;
  const exception = first === undefined ? undefined : exceptions.get(first);
  if (exception === undefined || !accused.every((party) => exceptions.has(party))) return undefined;
  return accused.length === 1
    ? excepted(exception)
    : `all ${accused.length} accounts are excepted, the first of them ${excepted(exception)}`;
}

/**
 * Says of the excepted members of a campaign that they are; the others make it an incident all the same.
 *
 * @returns  the members in their order, those excepted with a longer tie
 */
export function markExcepted(members: readonly Member[], { exceptions }: Standing): readonly Member[] {
  if (exceptions.size === 0) return members;
  return members.map((member) => {
    const exception = exceptions.get(`account:${member.account}`);
    return exception === undefined ? member : { ...member, tie: `${member.tie}; ${excepted(exception)}` };
  });
}

/** Of several entries for one subject the one that holds longest speaks. */
function bySubject<Entry extends Lasting & { readonly subjectKind: string; readonly subject: string }>(
  entries: readonly Entry[],
  { until }: Window,
): ReadonlyMap<string, Entry> {
  const holding = entries
    .filter(({ since, expiresAt, removedAt }) => {
      return since <= until && until < expiresAt && (removedAt === null || until < removedAt);
    })
    .sort((a, b) => b.since.getTime() - a.since.getTime() || (a.id < b.id ? 1 : -1));
  return new Map(
    holding.flatMap((entry) =>
      [entry.subject, ...(entry.furtherNames ?? [])].map((name) => [`${entry.subjectKind}:${name}`, entry] as const),
    ),
  );
}

function excepted(exception: Exception): string {
  const { reason, addedBy, id } = exception;
  return `excepted by ${addedBy} until ${day(exception)}: ${reason} (exception ${id})`;
}

function day({ expiresAt }: Lasting): string {
  return expiresAt.toISOString().slice(0, 10);
}
