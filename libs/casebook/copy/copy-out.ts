import { sql } from 'drizzle-orm';
import type { Casebook } from '../casebook.js';
import type { CasebookSession } from '../session.js';
import { appliedMigrations, type KeptTable, keptTables } from './kept-tables.js';

/** Rows fetched at once: a few megabytes of the widest table. */
const AT_ONCE = 1_000;

/** A table as it stood at the instant of the copy. */
export interface CopiedTable extends KeptTable {
  /** Its rows in PostgreSQL's own words for a row, in no order; to be read to the end before the next table's. */
  rows(): AsyncGenerator<string[]>;
}

/** The whole casebook at one instant. */
export interface CasebookCopy {
  /** Checksums by name. */
  readonly migrations: Readonly<Record<string, string>>;
  readonly tables: readonly CopiedTable[];
}

/**
 * Lets `work` read every table as it stands at one instant, while others go on writing.
 *
 * Rows are text that PostgreSQL itself writes and reads, so that every value comes back exactly, whatever its type.
 *
 * @param work  has 60 s between two batches of rows
 * @returns     what `work` returned
 * @throws {CasebookError} when PostgreSQL does not answer
 */
export function copyOut<T>(casebook: Casebook, work: (copy: CasebookCopy) => Promise<T>): Promise<T> {
  return casebook.transaction('repeatable read', async (tx) => {
    await fixWriting(tx);
    const tables = await tx.sql(keptTables);
    const migrations = Object.fromEntries(
      (await tx.sql(appliedMigrations)).map(({ name, checksum }) => [name, checksum]),
    );
    return work({ migrations, tables: tables.map((table) => ({ ...table, rows: () => rowsOf(tx, table.name) })) });
  });
}

/** Has PostgreSQL write and read values in one way, whatever its own settings are. */
export async function fixWriting({ db }: CasebookSession): Promise<void> {
  await db.execute(sql`SET LOCAL datestyle = 'ISO, YMD'`);
  await db.execute(sql`SET LOCAL intervalstyle = 'postgres'`);
  await db.execute(sql`SET LOCAL bytea_output = 'hex'`);
  await db.execute(sql`SET LOCAL extra_float_digits = 1`);
}

async function* rowsOf({ db }: CasebookSession, table: string): AsyncGenerator<string[]> {
  await db.execute(
    sql`DECLARE copied NO SCROLL CURSOR FOR SELECT kept::text AS line FROM ONLY ${sql.identifier(table)} AS kept`,
  );
  for (;;) {
    const { rows } = await db.execute<{ line: string }>(sql`FETCH ${sql.raw(`${AT_ONCE}`)} FROM copied`);
    if (rows.length > 0) yield rows.map(({ line }) => line);
    if (rows.length < AT_ONCE) break;
  }
  await db.execute(sql`CLOSE copied`);
}
