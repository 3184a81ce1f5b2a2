import type { ZodType } from 'zod';

/**
 * One thing asked of the warehouse: a `.sql` file with typed parameters and the shape of a row.
 *
 * The file is only named here; the warehouse reads it. Values reach it as bound parameters alone.
 */
export interface Question<Row> {
  /** Address of the `.sql` file beside the code that asks. */
  readonly sql: URL;
  /** What every row must satisfy before anyone sees it. */
  readonly row: ZodType<Row>;
  /** SQL in place of the file's `{{name}}` marks, made of closed lists alone; values are bound even then. */
  readonly marks?: Readonly<Record<string, string>>;
}
