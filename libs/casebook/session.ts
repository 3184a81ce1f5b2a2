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

const texts = new Map<string, Promise<string>>();

async function ask<Row>(
  client: pg.Pool | pg.PoolClient,
  place: CasebookPlace,
  question: Question<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  const text = await textOf(question.sql);
  const rows = await client.query({ text, values: [...values], types: EXACT_TYPES }).then(
    (answer) => answer.rows,
    (cause) => {
      throw casebookError(cause, place);
    },
  );
  const parsed = z.array(question.row).safeParse(rows);
  if (parsed.success) return parsed.data;
  throw new TypeError(
    `${basename(question.sql.pathname)} requires rows as its schema declares them:\n${z.prettifyError(parsed.error)}`,
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
