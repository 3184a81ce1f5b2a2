import { z } from 'zod';
import type { Question } from '#usage/question';

/** Whose data is forgotten. */
export type ForgottenKind = 'account' | 'key';

const Table = z.object({ database: z.string(), table: z.string(), columns: z.array(z.string()) });

/** A table that keeps rows, with its columns. */
export type SubjectTable = z.infer<typeof Table>;

/** Which tables keep rows, with their columns; asked with `database` and `private`, the names of both. */
export const subjectTables: Question<SubjectTable> = {
  sql: new URL('./subject-tables.sql', import.meta.url),
  row: Table,
};

/** How rows of a subject are told from others. */
type Way = 'named' | 'recorded' | 'own-keys';

/** Rows of one table that go with a subject. */
export interface SubjectPlace {
  readonly database: string;
  readonly table: string;
  readonly way: Way;
  /** The column that names the subject. */
  readonly column: string;
  /** The column that says of which kind the name is; the naming one itself where all are of one kind. */
  readonly kindColumn: string;
}

/** Columns that hold a pseudonym whose kind stands beside it. */
const NAMED_BY_KIND = ['pseudonym', 'previous', 'current'];

/**
 * Where a subject's rows lie, found by the names of columns, so that a table made tomorrow is not left out.
 *
 * @param tables    as `subjectTables` answers
 * @param database  the main database; a table of usage is the last one, for other places are found by it
 * @returns         in the order to forget them
 */
export function subjectPlaces(tables: readonly SubjectTable[], kind: ForgottenKind, database: string): SubjectPlace[] {
  const places = tables.flatMap(({ columns, ...table }): SubjectPlace[] => {
    const has = (name: string) => columns.includes(name);
    if (has('kind')) {
      const named = NAMED_BY_KIND.filter(has).map((column) => ({ ...table, column, kindColumn: 'kind' }));
      const own = kind === 'account' ? named.map((place) => ({ ...place, way: 'own-keys' as const })) : [];
      return [...own, ...named.map((place) => ({ ...place, way: 'named' as const }))];
    }
    if (has(kind)) return [{ ...table, way: 'named', column: kind, kindColumn: kind }];
    // What has an account is about a call, and a call may have been made with the key.
    if (has('account') && has('record')) return [{ ...table, way: 'recorded', column: 'record', kindColumn: 'record' }];
    return [];
  });
  const rank = ({ way, database: of, table }: SubjectPlace) =>
    of === database && /^usage(_hourly)?(_local)?$/.test(table) ? 2 : way === 'named' ? 1 : 0;
  return places.sort((a, b) => rank(a) - rank(b));
}

const Count = z.object({ rows: z.number().int().nonnegative() });

/** How many rows lie at a place. */
export function countAt({ way }: SubjectPlace): Question<z.infer<typeof Count>> {
  return { sql: COUNTS[way], row: Count };
}

/** The statement that removes the rows at a place. */
export function forgetAt({ way }: SubjectPlace): URL {
  return FORGETS[way];
}

const COUNTS: Readonly<Record<Way, URL>> = {
  named: new URL('./count-named.sql', import.meta.url),
  recorded: new URL('./count-recorded.sql', import.meta.url),
  'own-keys': new URL('./count-own-keys.sql', import.meta.url),
};

const FORGETS: Readonly<Record<Way, URL>> = {
  named: new URL('./forget-named.sql', import.meta.url),
  recorded: new URL('./forget-recorded.sql', import.meta.url),
  'own-keys': new URL('./forget-own-keys.sql', import.meta.url),
};
