import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { Question } from '#usage/question';
import { migrate, readMigrations } from './migrate.js';
import { type IngestKeys, provide } from './provide.js';
import { providePublicSuffixes } from './public-suffixes.js';
import { privateDatabase, type Rendering, type RetentionDays, render } from './render.js';
import { WarehouseError, warehouseError } from './warehouse-error.js';

/** What a bound parameter may be; dates keep their milliseconds. */
export type Parameter = string | number | bigint | boolean | Date | readonly Parameter[] | null;

/** How to reach one ClickHouse, and what to call things there. */
export interface WarehouseOptions {
  /** `http://host:port`, without credentials. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Who asks questions; the owner in read-only mode when absent. */
  readonly reader?: { readonly username: string; readonly password: string };
  readonly database: string;
  readonly cluster?: string;
  readonly days: RetentionDays;
  /** Whether the server takes segments of its spool by name; only our own engine does. */
  readonly takesSegmentsByName?: boolean;
}

/** Lines of a segment that one request brought. */
export interface Batch {
  /** 32 hex digits. */
  readonly id: string;
  /** The only source its lines may name. */
  readonly source: string;
  /** Number of its first line in the segment, counted from 1; it ends where the next one begins. */
  readonly firstLine: number;
}

/** One of the shares in which several loaders take a segment at once; lines of one record always fall to the same. */
export interface Part {
  /** From 0. */
  readonly index: number;
  readonly of: number;
}

/** A run of whole lines that enters the warehouse as one block, and again as the same block after a crash. */
export interface Segment {
  /** 32 hex digits; also the deduplication token. */
  readonly id: string;
  /** File of whole lines, 0600, inside the spool. */
  readonly path: string;
  /** Number of the first line in its source, counted from 1. */
  readonly firstLine: number;
  readonly receivedAt: Date;
  /** Latest start of a call that is believed. */
  readonly latestAt: Date;
  readonly retainText: boolean;
  /** In the order of their lines; absent for logs loaded by hand, which may name any source and have no batch books. */
  readonly batches?: readonly Batch[];
}

/** The main database, seen by the reader; or the private one, seen by the owner alone. */
export type Room = 'open' | 'sealed';

/** What one question may cost, less than any may, and who may call it off. */
export interface AskBounds {
  readonly seconds?: number;
  /** Read from disk, before compression. */
  readonly bytes?: number;
  /** Stops the question in ClickHouse as well. */
  readonly signal?: AbortSignal;
  /** Groups come as the table is sorted, and each is done with before the next: a third of the time for a million groups. */
  readonly inOrder?: boolean;
}

/** Formats that rows leave in as bytes. */
export type FileFormat = 'JSONEachRow' | 'Parquet' | 'Native';

/** Seconds one question may take before ClickHouse stops it. */
const QUESTION_SECONDS = 300;

/** What fails is thrown; the client need not print it as well. */
const QUIET = { level: ClickHouseLogLevel.OFF };

const LOAD = new URL('./load.sql', import.meta.url);

/** The only door to ClickHouse. */
export class Warehouse {
  readonly #options: WarehouseOptions;
  readonly #owner: ClickHouseClient;
  readonly #reader: ClickHouseClient;
  readonly #sealed: ClickHouseClient;
  readonly #statements = new Map<string, Promise<string>>();

  private constructor(options: WarehouseOptions) {
    this.#options = options;
    const { url, username, password, database, reader } = options;
    const shared = {
      url,
      database,
      request_timeout: (QUESTION_SECONDS + 60) * 1_000,
      max_open_connections: 8,
      log: QUIET,
    };
    this.#owner = createClient({ ...shared, username, password });
    this.#sealed = createClient({ ...shared, username, password, database: privateDatabase(database) });
    this.#reader = reader === undefined ? this.#owner : createClient({ ...shared, ...reader });
  }

  /** Opens the door without knocking: the first call finds out whether anybody answers. */
  static connect(options: WarehouseOptions): Warehouse {
    return new Warehouse(options);
  }

  /** Names of the main database and of the private one. */
  get databases(): { readonly database: string; readonly private: string } {
    const { database } = this.#options;
    return { database, private: privateDatabase(database) };
  }

  /** Address without credentials. */
  get url(): string {
    return this.#options.url;
  }

  /**
   * Whether ClickHouse answers with the owner's credentials.
   *
   * @throws {WarehouseError} when it does not
   */
  async ping(): Promise<void> {
    const answer = await this.#owner.ping();
    if (!answer.success) throw warehouseError(answer.error, 'ping', this.url);
  }

  /**
   * Asks one question, as the reader unless it concerns the private database.
   *
   * @param question    the `.sql` file and the shape of its rows
   * @param parameters  values bound to `{name:Type}` marks
   * @param bounds      what it may cost
   * @returns           rows that passed the question's schema, in the order of the answer
   * @throws {WarehouseError} when ClickHouse refuses, does not answer, or a row breaks the schema
   */
  async ask<Row>(
    question: Question<Row>,
    parameters: Readonly<Record<string, Parameter>> = {},
    room: Room = 'open',
    bounds: AskBounds = {},
  ): Promise<Row[]> {
    const name = basename(question.sql.pathname, '.sql');
    try {
      const query = filled(await this.#read(question.sql), question.marks);
      const answer = await (room === 'open' ? this.#reader : this.#sealed).query({
        query,
        format: 'JSONEachRow',
        query_params: { ...parameters },
        clickhouse_settings: {
          ...boundsAsSettings(bounds),
          ...madeOnce(query),
          output_format_json_quote_64bit_integers: 1,
        },
        ...(bounds.signal === undefined ? {} : { abort_signal: bounds.signal }),
      });
      const rows: Row[] = [];
      for await (const batch of answer.stream<unknown>()) {
        for (const line of batch) {
          const row = question.row.safeParse(line.json());
          if (!row.success) {
            const [fault] = row.error.issues;
            throw new WarehouseError(
              `${name} answered a row its schema refuses at ${fault?.path.join('.')}: ${fault?.message}; mend the question or its row schema`,
              name,
              false,
              row.error,
            );
          }
          rows.push(row.data);
        }
      }
      return rows;
    } catch (error) {
      throw warehouseError(error, name, this.url);
    }
  }

  /**
   * Rows ClickHouse expects to read for a question, without asking it.
   *
   * @returns undefined where it cannot tell, as for tables that lie on other nodes
   * @throws {WarehouseError} when ClickHouse refuses or does not answer
   */
  async estimate(
    question: Question<unknown>,
    parameters: Readonly<Record<string, Parameter>> = {},
  ): Promise<number | undefined> {
    try {
      const query = filled(await this.#read(question.sql), question.marks);
      const answer = await this.#reader.query({
        query: `EXPLAIN ESTIMATE ${query}`,
        format: 'JSONEachRow',
        query_params: { ...parameters },
        clickhouse_settings: { ...boundsAsSettings({}), ...madeOnce(query) },
      });
      const tables = await answer.json<{ rows: string | number }>();
      return tables.length === 0 ? undefined : tables.reduce((sum, { rows }) => sum + Number(rows), 0);
    } catch (error) {
      throw warehouseError(error, basename(question.sql.pathname, '.sql'), this.url);
    }
  }

  /**
   * Asks one question for a file: nobody looks at single rows.
   *
   * @param format  64-bit integers of JSONEachRow are quoted
   * @param room    the reader's own unless the file is for the house alone
   * @returns       bytes of the format; an error before the first byte is thrown, a later one breaks the stream
   */
  async file(
    question: Question<unknown>,
    parameters: Readonly<Record<string, Parameter>>,
    format: FileFormat,
    bounds: AskBounds = {},
    room: Room = 'open',
  ): Promise<Readable> {
    try {
      const { stream } = await (room === 'open' ? this.#reader : this.#sealed).exec({
        query: `${filled(await this.#read(question.sql), question.marks)}\nFORMAT ${format}`,
        query_params: { ...parameters },
        clickhouse_settings: { ...boundsAsSettings(bounds), output_format_json_quote_64bit_integers: 1 },
        ...(bounds.signal === undefined ? {} : { abort_signal: bounds.signal }),
      });
      return stream;
    } catch (error) {
      throw warehouseError(error, basename(question.sql.pathname, '.sql'), this.url);
    }
  }

  /**
   * Stores rows of our own making.
   *
   * @param table  table of the room's database
   * @param rows   objects in the table's column names
   * @param token  64 hex digits at most; rows sent again under the same token are stored once
   */
  async write(table: string, rows: readonly object[], token?: string, room: Room = 'open'): Promise<void> {
    if (rows.length === 0) return;
    if (token !== undefined) refuseOther(token);
    try {
      await (room === 'open' ? this.#owner : this.#sealed).insert({
        table,
        values: [...rows],
        format: 'JSONEachRow',
        clickhouse_settings: token === undefined ? {} : { insert_deduplication_token: token },
      });
    } catch (error) {
      throw warehouseError(error, table, this.url);
    }
  }

  /**
   * Stores rows that are texts already, for tables that get a million at once: as objects they take thrice as long.
   *
   * @param table    table of the room's database
   * @param columns  what each text holds, in its order
   * @param rows     values with `|` between them, none of which holds a `|`, a line break or a quotation mark
   * @param token    as for `write`
   */
  async writeTexts(
    table: string,
    columns: readonly [string, ...string[]],
    rows: readonly string[],
    token: string,
    room: Room,
  ): Promise<void> {
    refuseOther(token);
    try {
      await (room === 'open' ? this.#owner : this.#sealed).insert({
        table,
        columns: [...columns],
        values: Readable.from([Buffer.from(`${rows.join('\n')}\n`)], { objectMode: false }),
        format: 'CSV',
        clickhouse_settings: {
          insert_deduplication_token: token,
          format_csv_delimiter: '|',
          // Nothing said is nothing, not the column's default.
          input_format_csv_empty_as_default: 0,
        },
      });
    } catch (error) {
      throw warehouseError(error, table, this.url);
    }
  }

  /**
   * Carries out one statement as the owner.
   *
   * @param sql         its `.sql` file, which may hold marks of a migration
   * @param parameters  values bound to `{name:Type}` marks
   * @throws {WarehouseError} when ClickHouse refuses or does not answer; it may have been carried out then
   */
  async change(sql: URL, parameters: Readonly<Record<string, Parameter>> = {}): Promise<void> {
    try {
      const query = render(await this.#read(sql), this.#options);
      await this.#sealed.command({ query, query_params: { ...parameters } });
    } catch (error) {
      throw warehouseError(error, basename(sql.pathname, '.sql'), this.url);
    }
  }

  /**
   * Takes a segment in: every line is validated, split and fingerprinted inside ClickHouse.
   *
   * Loading the same segment or part again changes nothing, and completes what a crash left half done.
   *
   * @param part  the share to take; absent: every line
   * @throws {WarehouseError} when ClickHouse refuses or does not answer; nothing of the segment may be forgotten then
   */
  async load(segment: Segment, keys: IngestKeys, part: Part = { index: 0, of: 1 }): Promise<void> {
    const token = tokenOf(segment, part);
    await this.#provide(keys);
    const request = {
      query: await this.#read(LOAD),
      query_params: {
        segment: segment.id,
        first_line: segment.firstLine,
        received_at: Math.floor(segment.receivedAt.getTime() / 1_000),
        latest_at: segment.latestAt,
        retain_text: segment.retainText,
        part: part.index,
        parts: part.of,
        ...columnsOf(segment.batches ?? []),
      },
      clickhouse_settings: { insert_deduplication_token: token, wait_end_of_query: 1 as const },
    };
    try {
      if (this.#options.takesSegmentsByName) {
        const byName = { ...request.clickhouse_settings, usewatch_segment: basename(segment.path) };
        // Thousands of batches would burst an address.
        await this.#owner.command({ ...request, clickhouse_settings: byName, use_multipart_params_auto: true });
      } else {
        const { stream } = await this.#owner.exec({ ...request, values: createReadStream(segment.path) });
        stream.resume();
        await new Promise<void>((resolve, reject) => stream.once('end', resolve).once('error', reject));
      }
    } catch (error) {
      throw warehouseError(error, 'load', this.url);
    }
  }

  /**
   * Brings both databases to the newest form.
   *
   * @returns names of the migrations applied now
   */
  async migrate(): Promise<string[]> {
    const { url, username, password } = this.#options;
    const client = createClient({ url, username, password, database: 'default', request_timeout: 600_000, log: QUIET });
    try {
      const applied = await migrate(
        client,
        { ...this.#options, ...(await this.#login(client)) },
        await readMigrations(),
      );
      await providePublicSuffixes(client, this.#options);
      return applied;
    } catch (error) {
      throw warehouseError(error, 'migrate', this.url);
    } finally {
      await client.close();
    }
  }

  /** Hangs up; the warehouse itself goes on. */
  async close(): Promise<void> {
    await this.#owner.close();
    await this.#sealed.close();
    if (this.#reader !== this.#owner) await this.#reader.close();
  }

  /** A dictionary reads its table as the server's default user unless told otherwise; our engine knows no other one. */
  async #login(client: ClickHouseClient): Promise<Pick<Rendering, 'login'>> {
    const { username, password } = this.#options;
    const answer = await client.query({ query: 'SELECT currentUser() AS user', format: 'JSONEachRow' });
    const [who] = await answer.json<{ user: string }>();
    return who?.user !== username || (username === 'default' && password === '')
      ? {}
      : { login: { username, password } };
  }

  async #provide(keys: IngestKeys): Promise<void> {
    await provide(this.#sealed, keys).catch((error: unknown) => {
      throw warehouseError(error, 'secret', this.url);
    });
  }

  #read(sql: URL): Promise<string> {
    const known = this.#statements.get(sql.href);
    if (known !== undefined) return known;
    const text = readFile(sql, 'utf8');
    this.#statements.set(sql.href, text);
    return text;
  }
}

/** The text of a question with its marks filled. @throws {RangeError} for a mark nobody fills, or one too many */
function filled(text: string, marks: Question<unknown>['marks'] = {}): string {
  const left = new Set(Object.keys(marks));
  const sql = text.replace(/\{\{(\w+)\}\}/g, (_mark, name: string) => {
    const part = marks[name];
    if (part === undefined) throw new RangeError(`ask requires SQL for the mark ${name}`);
    left.delete(name);
    return part;
  });
  if (left.size > 0) throw new RangeError(`ask requires a mark for ${[...left].join(', ')}`);
  return sql;
}

function boundsAsSettings({ seconds = QUESTION_SECONDS, bytes = 0, inOrder = false }: AskBounds) {
  return {
    max_execution_time: seconds,
    ...(bytes === 0 ? {} : { max_bytes_to_read: String(bytes) }),
    ...(inOrder ? { optimize_aggregation_in_order: 1 as const } : {}),
  };
}

/** @throws {RangeError} for a token of another form than ours */
function refuseOther(token: string): void {
  if (!/^[0-9a-f]{1,64}$/.test(token)) throw new RangeError('write requires a token of 1 to 64 hex digits');
}

/**
 * Lists marked `AS MATERIALIZED` are made once however often they are read; a server that does not know them need not hear of it.
 *
 * Nor of the rewritings that such a question is spared: they find nothing in what is written by hand, and compare each of
 * its expressions with all that it is made of, for up to half of the time of a question over few records. Its rows are wide,
 * and in blocks of the usual megabyte a week takes from 5 to 14 % more.
 */
function madeOnce(query: string) {
  if (!/ AS MATERIALIZED$/m.test(query)) return {};
  return {
    enable_materialized_cte: 1 as const,
    optimize_and_compare_chain: 0 as const,
    optimize_aggregators_of_group_by_keys: 0 as const,
    optimize_group_by_function_keys: 0 as const,
    optimize_redundant_functions_in_order_by: 0 as const,
    preferred_block_size_bytes: '16000000',
  };
}

/** The same for every load of a part, and of no other part. */
function tokenOf({ id }: Segment, { index, of }: Part): string {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new RangeError('load requires a segment id of 32 hex digits');
  if (!(Number.isInteger(of) && of >= 1 && of <= 255 && Number.isInteger(index) && index >= 0 && index < of))
    throw new RangeError('load requires a part below their number, which is at most 255');
  return of === 1 ? id : createHash('sha256').update(`${id}:${index}/${of}`).digest('hex').slice(0, 32);
}

/** Batches by column, each source named once: a segment may hold thousands of batches of one source. */
function columnsOf(batches: readonly Batch[]) {
  const sources = [...new Set(batches.map(({ source }) => source))];
  const places = new Map(sources.map((source, index) => [source, index + 1]));
  return {
    sources,
    batches: batches.map(({ id }) => id),
    batch_first_lines: batches.map(({ firstLine }) => firstLine),
    batch_sources: batches.map(({ source }) => places.get(source) ?? 0),
  };
}
