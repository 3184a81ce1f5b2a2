import type { AuditTrail } from '#casebook/audit-trail';
import type { Casebook } from '#casebook/casebook';
import {
  addPerson,
  endSessionsOf,
  lockPeople,
  type MadeLink,
  makeLink,
  nobodyYet,
  otherAdmins,
  type Person,
  personById,
  setDisabled,
  setPassword,
  setRole,
} from '#casebook/people';
import type { CasebookSession } from '#casebook/session';
import type { Role } from '#casework/rights';

/** Milliseconds in which a link must be used. */
const LINK_LIVES = 24 * 3_600_000;

/** Who changes something about people, when and why. */
export interface Managing {
  readonly casebook: Casebook;
  readonly trail: AuditTrail;
  readonly actor: string;
  readonly now: Date;
  readonly reason: string;
}

/** What became of a change; a refusal says why and what to do. */
export type Managed =
  | { readonly person: Person; readonly link?: MadeLink }
  | { readonly refused: 'unknown' | 'taken' | 'last_admin' | 'no_change' };

/** Adds somebody, with a link to choose a password by. */
export function add(managing: Managing, wanted: Pick<Person, 'login' | 'name' | 'role'>): Promise<Managed> {
  const { casebook, now } = managing;
  return casebook.transaction('read committed', async (tx) => {
    const person = await addPerson(tx, { ...wanted, createdAt: now });
    if (person === undefined) return { refused: 'taken' };
    const link = await makeLink(tx, person.id, now, new Date(now.getTime() + LINK_LIVES));
    await record(tx, managing, 'person.add', person, { role: person.role });
    return { person, link };
  });
}

/** Changes what somebody may do, from their next request on. */
export function changeRole(managing: Managing, id: string, role: Role): Promise<Managed> {
  return change(managing, id, async (tx, person) => {
    if (person.role === role) return { refused: 'no_change' };
    if (person.role === 'admin' && (await otherAdmins(tx, id)) === 0) return { refused: 'last_admin' };
    await setRole(tx, id, role);
    await record(tx, managing, 'person.role', person, { from: person.role, to: role });
    return {};
  });
}

/** Lets somebody in no more; whoever is signed in is out at once. */
export function disable(managing: Managing, id: string): Promise<Managed> {
  return change(managing, id, async (tx, person) => {
    if (person.disabledAt !== null) return { refused: 'no_change' };
    if (person.role === 'admin' && (await otherAdmins(tx, id)) === 0) return { refused: 'last_admin' };
    await setDisabled(tx, id, managing.now);
    await endSessionsOf(tx, id, managing.now);
    await record(tx, managing, 'person.disable', person, {});
    return {};
  });
}

/** Lets somebody in again, with the password they had. */
export function enable(managing: Managing, id: string): Promise<Managed> {
  return change(managing, id, async (tx, person) => {
    if (person.disabledAt === null) return { refused: 'no_change' };
    await setDisabled(tx, id, null);
    await record(tx, managing, 'person.enable', person, {});
    return {};
  });
}

/** Takes somebody's password and sessions away and makes a link to choose another one by. */
export function reset(managing: Managing, id: string): Promise<Managed> {
  const { now } = managing;
  return change(managing, id, async (tx, person) => {
    await setPassword(tx, id, null);
    await endSessionsOf(tx, id, now);
    const link = await makeLink(tx, id, now, new Date(now.getTime() + LINK_LIVES));
    await record(tx, managing, 'person.reset', person, {});
    return { link };
  });
}

/**
 * The link by which the first admin sets the installation up.
 *
 * @returns undefined once there is anybody
 */
export function firstLink(casebook: Casebook, now: Date): Promise<MadeLink | undefined> {
  return casebook.transaction('read committed', async (tx) => {
    if (!(await nobodyYet(tx))) return undefined;
    return makeLink(tx, null, now, new Date(now.getTime() + LINK_LIVES));
  });
}

async function change(
  { casebook }: Managing,
  id: string,
  work: (
    tx: CasebookSession,
    person: Person,
  ) => Promise<{ readonly link?: MadeLink; readonly refused?: 'last_admin' | 'no_change' }>,
): Promise<Managed> {
  return casebook.transaction('read committed', async (tx) => {
    await lockPeople(tx);
    const before = await personById(tx, id);
    if (before === undefined) return { refused: 'unknown' };
    const done = await work(tx, before);
    const { refused, link } = done;
    if (refused !== undefined) return { refused };
    const person = (await personById(tx, id)) ?? before;
    return link === undefined ? { person } : { person, link };
  });
}

function record(
  tx: CasebookSession,
  { trail, actor, reason, now }: Managing,
  action: string,
  { login }: Person,
  details: Readonly<Record<string, string>>,
): Promise<number> {
  return trail.append(tx, { actor, action, objectKind: 'person', object: login, reason, details, at: now });
}
