/** An account of the operating system. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Tried first, in this order; the second exists on almost every system. */
const PREFERRED = ['postgres', 'nobody'];

/** Highest user id that distributions give to services; people begin at 1000. */
const LAST_SYSTEM_UID = 999;

/**
 * Chooses whom PostgreSQL runs as when we are root, since it refuses root.
 *
 * Only accounts named in `/etc/passwd` will do: PostgreSQL looks its own name up.
 *
 * @param passwd  content of `/etc/passwd`
 * @returns       `postgres`, else `nobody`, else the first system account; undefined when there is none but root
 */
export function unprivilegedUser(passwd: string): SystemUser | undefined {
  const users = readUsers(passwd);
  return (
    PREFERRED.map((name) => users.find((user) => user.name === name)).find((user) => user !== undefined) ??
    users.find(({ uid }) => uid <= LAST_SYSTEM_UID)
  );
}

/**
 * Finds the account with a user id, for a cluster that is already somebody's.
 *
 * @param passwd  content of `/etc/passwd`
 * @param uid     user id, not 0
 */
export function userById(passwd: string, uid: number): SystemUser | undefined {
  return readUsers(passwd).find((user) => user.uid === uid);
}

function readUsers(passwd: string): SystemUser[] {
  return passwd.split('\n').flatMap((line): SystemUser[] => {
    const [name, , uid, gid] = line.split(':');
    if (!name || !/^\d+$/.test(uid ?? '') || !/^\d+$/.test(gid ?? '') || Number(uid) === 0) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
