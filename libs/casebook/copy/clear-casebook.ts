import { sql } from 'drizzle-orm';
import type { Casebook } from '../casebook.js';
import { readInstallation } from '../installation.js';
import { keptTables } from './kept-tables.js';

/** Whether nobody has ever opened an installation on this casebook; it may have tables. */
export async function isUnused(casebook: Casebook): Promise<boolean> {
  const tables = await casebook.sql(keptTables);
  return !tables.some(({ name }) => name === 'installation') || (await readInstallation(casebook)) === undefined;
}

/**
 * Removes every table of the casebook and all they hold.
 *
 * @throws {CasebookError} when the user does not own the schema
 */
export async function clearCasebook(casebook: Casebook): Promise<void> {
  await casebook.transaction('read committed', async ({ db }) => {
    const { rows } = await db.execute<{ schema: string }>(sql`SELECT current_schema()::text AS schema`);
    const schema = sql.identifier(rows[0]?.schema ?? 'public');
    await db.execute(sql`DROP SCHEMA ${schema} CASCADE`);
    await db.execute(sql`CREATE SCHEMA ${schema}`);
  });
}
