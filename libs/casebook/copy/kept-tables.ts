import { z } from 'zod';
import type { Question } from '#usage/question';

/** A table of the casebook as a copy names it. */
const KeptTable = z.object({
  name: z.string(),
  /** But for those that PostgreSQL reckons from others. */
  columns: z.array(z.string()),
  /** Of its numbered column; null where there is none. */
  sequence: z.string().nullable(),
  /** Last number given; null before the first one. */
  counted: z.string().nullable(),
});
export type KeptTable = z.infer<typeof KeptTable>;

export const keptTables: Question<KeptTable> = { sql: new URL('./kept-tables.sql', import.meta.url), row: KeptTable };

const TableLink = z.object({ table: z.string(), name: z.string(), definition: z.string() });

export const tableLinks: Question<z.infer<typeof TableLink>> = {
  sql: new URL('./table-links.sql', import.meta.url),
  row: TableLink,
};

const AppliedMigration = z.object({ name: z.string(), checksum: z.string() });

export const appliedMigrations: Question<z.infer<typeof AppliedMigration>> = {
  sql: new URL('./applied-migrations.sql', import.meta.url),
  row: AppliedMigration,
};
