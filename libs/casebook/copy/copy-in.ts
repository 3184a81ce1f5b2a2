import { sql } from 'drizzle-orm';
import type { Casebook } from '../casebook.js';
import type { CasebookSession } from '../session.js';
import { fixWriting } from './copy-out.js';
import { type KeptTable, keptTables, tableLinks } from './kept-tables.js';

/** A table of a copy, ready to be put back. */
export interface ReturnedTable extends KeptTable {
  /** Batches of rows as `copyOut` gave them. */
  rows(): AsyncIterable<readonly string[]>;
}

/**
 * Puts the rows of a copy in place of whatever the tables hold, all or nothing.
 *
 * Nothing that PostgreSQL does of itself when rows are written happens: they are as they were. What rows refer to is checked at the end.
 *
 * @param casebook  with exactly the migrations of the copy
 * @param tables    every table of the copy
 * @throws {RangeError} when the casebook has other tables or columns than the copy
 * @throws {CasebookError} when PostgreSQL refuses a row, or one refers to another that is not there
 */
export function copyIn(casebook: Casebook, tables: readonly ReturnedTable[]): Promise<void> {
  return casebook.transaction('read committed', async (tx) => {
    await fixWriting(tx);
    const known = await tx.sql(keptTables);
    requireSame(known, tables);
    const links = await tx.sql(tableLinks);
    for (const { table, name } of links)
      await tx.db.execute(sql`ALTER TABLE ${sql.identifier(table)} DROP CONSTRAINT ${sql.identifier(name)}`);
    for (const { name } of tables) {
      await tx.db.execute(sql`ALTER TABLE ${sql.identifier(name)} DISABLE TRIGGER USER`);
      await tx.db.execute(sql`DELETE FROM ${sql.identifier(name)}`);
    }
    for (const table of tables) await fill(tx, table);
    for (const { table, name, definition } of links) {
      await tx.db.execute(
        sql`ALTER TABLE ${sql.identifier(table)} ADD CONSTRAINT ${sql.identifier(name)} ${sql.raw(definition)}`,
      );
    }
    for (const { name } of tables) await tx.db.execute(sql`ALTER TABLE ${sql.identifier(name)} ENABLE TRIGGER USER`);
  });
}

function requireSame(known: readonly KeptTable[], tables: readonly KeptTable[]): void {
  const said = (all: readonly KeptTable[]) =>
    all
      .map(({ name, columns }) => `${name} (${columns.join(', ')})`)
      .sort()
      .join('; ');
  if (said(known) !== said(tables))
    throw new RangeError(`copyIn requires the tables of the copy, which are ${said(tables)}; got ${said(known)}`);
}

async function fill({ db }: CasebookSession, { name, columns, sequence, counted, rows }: ReturnedTable): Promise<void> {
  const table = sql.identifier(name);
  const into = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  const from = sql.join(
    columns.map((column) => sql`(kept.line).${sql.identifier(column)}`),
    sql`, `,
  );
  for await (const batch of rows()) {
    await db.execute(
      sql`INSERT INTO ${table} (${into}) OVERRIDING SYSTEM VALUE
          SELECT ${from} FROM (SELECT text::${table} AS line FROM unnest(${sql.param([...batch])}::text[]) AS text OFFSET 0) AS kept`,
    );
  }
  if (sequence !== null && counted !== null)
    await db.execute(sql`SELECT setval(${sequence}::regclass, ${counted}::bigint)`);
}
