/** Where a migration is to run, and how long each table keeps its rows. */
export interface Rendering {
  /** Name of the cluster; absent for one node. */
  readonly cluster?: string;
  /** Main database: what detectors, dashboards and the reader user may see. */
  readonly database: string;
  /** Days each kind of row is kept, counted from receipt. */
  readonly days: RetentionDays;
  /** As whom dictionaries read their tables; absent on our own engine, where they need nobody's leave. */
  readonly login?: { readonly username: string; readonly password: string };
}

/** Days counted from receipt, each at least 1. */
export interface RetentionDays {
  readonly usage: number;
  readonly fingerprint: number;
  /** Word samples of fingerprints, which near copies are verified by. */
  readonly words: number;
  readonly text: number;
  readonly quarantine: number;
}

/** The database of keys, originals and quarantined lines, closed to the reader user and to detectors. */
export function privateDatabase(database: string): string {
  return `${database}_private`;
}

const MARK = /\{\{\s*([^{}]+?)\s*\}\}/g;

/**
 * Fills the marks of a migration for one node or for a cluster.
 *
 * `{{on_cluster}}`, `{{Replicated}}`, `{{local NAME}}` and `{{distributed NAME by EXPRESSION}}` differ
 * between the two; `{{private}}` names the private database; `{{usage_days}}` and its siblings hold retention;
 * `{{login}}` stands before the query of a dictionary.
 *
 * @param sql  text of one migration
 * @returns    the same text without marks
 * @throws {RangeError} on a mark nobody knows
 */
export function render(sql: string, { cluster, database, days, login }: Rendering): string {
  return sql.replace(MARK, (_whole, mark: string) => {
    const [word, name, by, ...expression] = mark.split(/\s+/);
    switch (word) {
      case 'on_cluster':
        return cluster === undefined ? '' : `ON CLUSTER '${cluster}'`;
      case 'Replicated':
        return cluster === undefined ? '' : 'Replicated';
      case 'private':
        return privateDatabase(database);
      case 'login':
        return login === undefined ? '' : `USER ${quoted(login.username)} PASSWORD ${quoted(login.password)}`;
      case 'usage_days':
        return String(days.usage);
      case 'fingerprint_days':
        return String(days.fingerprint);
      case 'words_days':
        return String(days.words);
      case 'text_days':
        return String(days.text);
      case 'quarantine_days':
        return String(days.quarantine);
      case 'local':
        return cluster === undefined ? `${name}` : `${name}_local`;
      case 'distributed':
        if (by !== 'by' || expression.length === 0) break;
        return cluster === undefined
          ? ''
          : `CREATE TABLE IF NOT EXISTS ${name} ON CLUSTER '${cluster}' AS ${name}_local ` +
              `ENGINE = Distributed('${cluster}', '${database}', '${name}_local', ${expression.join(' ')})`;
    }
    throw new RangeError(`render requires a known mark, got {{${mark}}}`);
  });
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/**
 * The statements of a migration, in order.
 *
 * A statement ends with a semicolon at the end of a line; a line of comment never ends one.
 *
 * @param sql  rendered text
 * @returns    statements without their semicolon; empty ones are left out
 */
export function statements(sql: string): string[] {
  const found: string[] = [];
  let lines: string[] = [];
  const close = () => {
    const statement = lines.join('\n').trim();
    const says = statement.replace(/^\s*--.*$/gm, '').trim();
    if (says !== '') found.push(statement);
    lines = [];
  };
  for (const line of sql.split('\n')) {
    const ends = !/^\s*--/.test(line) && /;\s*$/.test(line);
    lines.push(ends ? line.replace(/;\s*$/, '') : line);
    if (ends) close();
  }
  close();
  return found;
}
