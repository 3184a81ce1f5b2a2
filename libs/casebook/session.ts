import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { NodePgDatabase, NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDialect, type PgPreparedQuery, type PreparedQueryConfig } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { z } from 'zod';
import type { Question } from '#usage/question';
import { type CasebookPlace, casebookError } from './casebook-error.js';

type Schema = Record<string, never>;

/** Typed queries over single tables. Transactions are opened by `Casebook.transaction` alone, which knows how to retry. */
export type CasebookDatabase = Omit<NodePgDatabase<Schema>, 'transaction'>;

/**
 * What the casebook can be read and written through: the casebook itself, or one of its transactions.
 *
 * Functions that write take this, so that a caller may join several of them into one transaction.
 */
export interface CasebookSession {
  /** Typed queries over single tables. */
  readonly db: CasebookDatabase;
  /**
   * Runs a `.sql` file with `$1 …` parameters; for everything that joins.
   *
   * @param question  the file and the shape of a row; `int8` and `numeric` arrive as strings, `date` and `timestamp` too, `timestamptz` as Date
   * @param values    parameters in the order of their numbers
   * @returns         rows that satisfy the shape
   * @throws {CasebookError} when PostgreSQL does not answer or refuses the statement
   * @throws {TypeError} when a row does not satisfy the shape
   */
  sql<Row>(question: Question<Row>, values?: readonly unknown[]): Promise<Row[]>;
}

/** What one transaction reads and writes through. */
export interface CasebookTransaction extends CasebookSession {
  /**
   * Runs a `.sql` file that answers more rows than should be held at once, and fetches some while others are worked on.
   *
   * @param question  as for `sql`
   * @param values    parameters in the order of their numbers
   * @param most      rows of one page, at least 1
   * @returns         pages in the order of the answer, none of them empty; for one call at a time
   * @throws {CasebookError} when PostgreSQL does not answer or refuses the statement
   * @throws {TypeError} when a row does not satisfy the shape
   */
  pages<Row>(question: Question<Row>, values: readonly unknown[], most: number): AsyncIterable<Row[]>;
}

/** Typed queries whose errors are CasebookErrors; drizzle's own would repeat the bound values in their message. */
class TranslatedSession extends NodePgSession<Schema, Schema> {
  constructor(
    client: pg.Pool | pg.PoolClient,
    dialect: PgDialect,
    private readonly place: CasebookPlace,
  ) {
    super(client, dialect, undefined);
  }

  override prepareQuery<T extends PreparedQueryConfig = PreparedQueryConfig>(
    ...query: Parameters<NodePgSession<Schema, Schema>['prepareQuery']>
  ): PgPreparedQuery<T> {
    const prepared = super.prepareQuery<T>(...query);
    const translated = async <T>(_text: string, _values: unknown[], run: () => Promise<T>): Promise<T> => {
      try {
        return await run();
      } catch (cause) {
        throw casebookError(cause, this.place);
      }
    };
    return Object.assign(prepared, { queryWithCache: translated });
  }
}

/**
 * Opens a session over a pool, or over one connection of it inside a transaction.
 *
 * @param client  where statements go
 * @param place   named in errors
 */
export function openSession(client: pg.Pool | pg.PoolClient, place: CasebookPlace): CasebookSession {
  const dialect = new PgDialect();
  return {
    db: new NodePgDatabase(dialect, new TranslatedSession(client, dialect, place), undefined),
    sql: (question, values = []) => ask(client, place, question, values),
  };
}

/**
 * Opens what works inside a transaction.
 *
 * @param client  one connection, on which a transaction has begun
 * @param place   named in errors
 */
export function openTransaction(client: pg.PoolClient, place: CasebookPlace): CasebookTransaction {
  return {
    ...openSession(client, place),
    pages: (question, values, most) => pagesOf(client, place, question, values, most),
  };
}

const texts = new Map<string, Promise<string>>();

async function ask<Row>(
  client: pg.Pool | pg.PoolClient,
  place: CasebookPlace,
  question: Question<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  return shaped(question, await run(client, place, await textOf(question.sql), values));
}

/**
 * All rows are fetched, not the first tenth that a cursor is planned for; and what answers so many sorts more than the 4 MB
 * that every other question makes do with.
 */
const FOR_MANY = "SET LOCAL cursor_tuple_fraction = 1; SET LOCAL work_mem = '128MB'";

async function* pagesOf<Row>(
  client: pg.PoolClient,
  place: CasebookPlace,
  question: Question<Row>,
  values: readonly unknown[],
  most: number,
): AsyncGenerator<Row[]> {
  if (!(Number.isInteger(most) && most >= 1)) throw new RangeError('pages requires room for at least one row');
  await run(client, place, FOR_MANY);
  await run(client, place, `DECLARE page NO SCROLL CURSOR FOR ${await textOf(question.sql)}`, values);
  const fetch = () => {
    const fetched = run(client, place, `FETCH ${most} FROM page`);
    // Whoever stops in between asks for no more pages, and for no error of theirs.
    fetched.catch(() => undefined);
    return fetched;
  };
  let ahead = fetch();
  for (let rows = await ahead; rows.length > 0; rows = await ahead) {
    ahead = fetch();
    yield shaped(question, rows);
  }
  await run(client, place, 'CLOSE page');
}

function run(
  client: pg.Pool | pg.PoolClient,
  place: CasebookPlace,
  text: string,
  values: readonly unknown[] = [],
): Promise<unknown[]> {
  return client.query({ text, values: [...values], types: EXACT_TYPES }).then(
    (answer) => answer.rows,
    (cause) => {
      throw casebookError(cause, place);
    },
  );
}

/** @throws {TypeError} when a row is not as the question says */
function shaped<Row>({ sql, row }: Question<Row>, rows: unknown[]): Row[] {
  const parsed = z.array(row).safeParse(rows);
  if (parsed.success) return parsed.data;
  throw new TypeError(
    `${basename(sql.pathname)} requires rows as its schema declares them:\n${z.prettifyError(parsed.error)}`,
  );
}

function textOf(sql: URL): Promise<string> {
  let text = texts.get(sql.href);
  if (text === undefined) {
    text = readFile(sql, 'utf8');
    texts.set(sql.href, text);
  }
  return text;
}

/** `date` and `timestamp` stay text: `pg` would read them in the process's own time zone. */
const EXACT_TYPES = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.DATE || oid === pg.types.builtins.TIMESTAMP) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};
