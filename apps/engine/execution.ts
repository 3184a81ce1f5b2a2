import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from 'chdb';
import type { Answer, Summary } from './answer.js';
import type { User } from './credentials.js';
import { Fault, faultOf } from './fault.js';
import type { Gate } from './gate.js';
import { NativeFrames } from './native-frames.js';
import { type Parameters, preambleOf } from './parameters.js';
import type { Pipes } from './pipes.js';
import { quote } from './quote.js';
import { refuseUnreadable } from './reader-statement.js';
import { report } from './report.js';
import type { Lease, Sessions } from './sessions.js';
import { type Statement, utf8 } from './statement.js';

/** What one request needs of the engine, ready to run. */
export interface Job {
  /** Marks the running query, so that it can be found and killed. Letters, digits and `-`. */
  tag: string;
  statement: Statement;
  parameters: Parameters;
  /** Rows of an insert. */
  data: { file: string; bytes: number } | undefined;
  /** Settings the user cannot choose, set last. */
  seal: [string, string][];
  /** Aborted when the client has gone. */
  gone: AbortSignal;
  answer: Answer;
}

/** Bytes of a result kept back before the status leaves; ClickHouse's own default. */
const HELD_BYTES = 1024 * 1024;

const NOTHING: Summary = { readRows: 0, readBytes: 0, writtenRows: 0, writtenBytes: 0, elapsedSeconds: 0 };

/** Runs jobs on the engine, a bounded number at once. */
export class Execution {
  readonly #reads = new Set<() => Promise<void>>();
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly sessions: Sessions,
    private readonly pipes: Pipes,
    private readonly gate: Gate,
    private readonly spool: string,
  ) {}

  /** Writes the answer but for its end, which is the caller's once all is put away. */
  run(job: Job, user: User): Promise<void> {
    const running = this.#run(job, user).finally(() => this.#running.delete(running));
    this.#running.add(running);
    return running;
  }

  /** Resolves once nothing runs any more; a write runs on when its client has left. */
  async finished(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  async #run(job: Job, user: User): Promise<void> {
    const leave = await this.gate.enter();
    try {
      if (job.gone.aborted) return;
      const lease = this.sessions.lease(user, job.parameters.session);
      await this.#within(lease, job, user);
    } finally {
      leave();
    }
  }

  /** A kept session is left as it was found. */
  async #within(lease: Lease, job: Job, user: User): Promise<void> {
    const { session } = lease;
    let restore: string[] = [];
    try {
      const { bound, database } = job.parameters;
      const settings = settingsOf(job);
      if (lease.isKept) restore = await memoryOf(session, [...settings.keys()], database !== undefined);
      if (database !== undefined) await command(session, `USE ${identifier(database)}`);
      const preamble = preambleOf([...bound, ...settings, ...job.seal]);
      if (preamble) await command(session, preamble);
      if (user === 'reader') await refuseUnreadable(session, sqlOf(job.statement));
      if (!job.gone.aborted) await this.#perform(session, job);
    } finally {
      lease.release(!(await restored(session, restore)));
    }
  }

  async #perform(session: Session, job: Job): Promise<void> {
    const { statement } = job;
    if (statement.kind === 'select') return this.#select(session, job, utf8(statement.sql), statement.format);
    if (statement.kind === 'read' || statement.kind === 'write')
      return this.#answerSmall(session, job, utf8(statement.sql));
    const { readRows, readBytes, elapsedSeconds } = await command(
      session,
      `${mark(job)}${insertSql(statement, job.data)}`,
    );
    const writtenRows = { writtenRows: readRows, writtenBytes: readBytes };
    // What a SELECT lets through the engine does not count; no number is better than zero.
    const counted = statement.kind === 'insert';
    job.answer.start(statement.format, counted ? { readRows, readBytes, ...writtenRows, elapsedSeconds } : undefined);
  }

  async #answerSmall(session: Session, job: Job, sql: string): Promise<void> {
    const format = job.parameters.format ?? 'TabSeparated';
    const kill = this.#killWhenGone(job);
    try {
      const result = await ask(session, `${mark(job)}${sql}`, format);
      job.answer.start(format, job.statement.kind === 'read' ? result.summary : undefined);
      await job.answer.write(Buffer.from(result.bytes));
    } finally {
      kill.forget();
    }
  }

  async #select(session: Session, job: Job, sql: string, named: string | undefined): Promise<void> {
    const format = named ?? job.parameters.format ?? 'TabSeparated';
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(format))
      throw new Fault(73, 'UNKNOWN_FORMAT', `Unknown format ${quote(format)}`);
    const kill = this.#killWhenGone(job);
    const into = (file: string): string => `${mark(job)}${sql}\nINTO OUTFILE ${quote(file)} TRUNCATE FORMAT ${format}`;
    try {
      if (job.parameters.waitForEnd) await this.#whole(session, job, format, into);
      else await this.#streamed(session, job, format, into);
    } finally {
      kill.forget();
    }
  }

  async #streamed(session: Session, job: Job, format: string, into: (file: string) => string): Promise<void> {
    const pipe = this.pipes.take();
    try {
      const { bytes, finish } = pipe.open();
      const outcome = ask(session, into(pipe.file), format).then(
        ({ summary }) => summary,
        (cause) => faultOf(cause),
      );
      void outcome.then(finish);
      const held = new Held(job.answer, format);
      const frames = framesOf(job, format);
      // Read to the end even when the client is gone: the engine may still be about to open its side of the pipe.
      for await (const chunk of bytes) await held.write(frames?.take(chunk as Buffer) ?? (chunk as Buffer));
      const summary = await outcome;
      if (summary instanceof Fault) throw summary;
      if (frames) await held.write(frames.end());
      await held.end(summary);
    } finally {
      pipe.release();
    }
  }

  async #whole(session: Session, job: Job, format: string, into: (file: string) => string): Promise<void> {
    const file = join(this.spool, `.body-result-${job.tag}`);
    try {
      const { summary } = await ask(session, into(file), format);
      job.answer.start(format, summary);
      const frames = framesOf(job, format);
      for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }))
        await job.answer.write(frames?.take(chunk as Buffer) ?? (chunk as Buffer));
      if (frames) await job.answer.write(frames.end());
    } finally {
      await rm(file, { force: true });
    }
  }

  /**
   * Ends a query whose client has left. Writes run on: half of an insert is worth less than all of it, and a server
   * does the same.
   */
  #killWhenGone(job: Job): { forget(): void } {
    if (job.statement.kind === 'write') return { forget: () => undefined };
    const end = (): Promise<void> => this.#kill(job);
    const kill = (): void => {
      end().catch((cause: Error) => report('error', `a query whose client left could not be ended: ${cause.message}`));
    };
    this.#reads.add(end);
    job.gone.addEventListener('abort', kill, { once: true });
    return {
      forget: () => {
        this.#reads.delete(end);
        job.gone.removeEventListener('abort', kill);
      },
    };
  }

  /** Ends every read that is running, as a stopping engine does. */
  async killReads(): Promise<void> {
    await Promise.all([...this.#reads].map((end) => end()));
  }

  async #kill(job: Job): Promise<void> {
    const session = this.sessions.fresh();
    try {
      await command(session, `KILL QUERY WHERE startsWith(query, ${quote(mark(job).trim())}) ASYNC`);
    } finally {
      session.close();
    }
  }
}

/** The embedded engine writes Native as for a client of no version; whoever names one reads a frame around it. */
function framesOf({ parameters }: Job, format: string): NativeFrames | undefined {
  return format === 'Native' && parameters.protocolVersion > 0
    ? new NativeFrames(parameters.protocolVersion)
    : undefined;
}

/** Keeps the start of a result back until its fate is known or it has grown. */
class Held {
  #kept: Buffer[] = [];
  #bytes = 0;

  constructor(
    private readonly answer: Answer,
    private readonly format: string,
  ) {}

  async write(chunk: Buffer): Promise<void> {
    if (this.answer.hasStarted) return this.answer.write(chunk);
    this.#kept.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes >= HELD_BYTES) await this.#start(undefined);
  }

  async end(summary: Summary): Promise<void> {
    if (!this.answer.hasStarted) await this.#start(summary);
  }

  async #start(summary: Summary | undefined): Promise<void> {
    this.answer.start(this.format, summary);
    const kept = Buffer.concat(this.#kept);
    this.#kept = [];
    if (kept.length > 0) await this.answer.write(kept);
  }
}

/**
 * What the request set, and what its statement needs: a server reads the rows of `input()` in one stream, so that
 * they can be numbered; a file would be spread over threads.
 */
function settingsOf({ statement, parameters }: Job): Map<string, string> {
  if (statement.kind !== 'insert-select') return parameters.settings;
  return new Map([['parallelize_output_from_storages', '0'], ...parameters.settings]);
}

function sqlOf(statement: Statement): string {
  if ('dataAt' in statement) throw new TypeError('a reader requires a statement without data');
  return utf8(statement.sql);
}

function mark(job: Job): string {
  return `/* ${job.tag} */ `;
}

/** Rows travel as a file the engine opens: no byte of them is ever read as SQL. */
function insertSql(statement: Extract<Statement, { format: string; dataAt: number }>, data: Job['data']): string {
  if (!data) throw new TypeError('an insert requires its rows in a file');
  // Some formats refuse an empty file; a body without rows is no rows in every format.
  const format = data.bytes === 0 ? 'TabSeparated' : statement.format;
  if (statement.kind === 'insert') {
    return `${utf8(statement.before)} FROM INFILE ${quote(data.file)} ${utf8(statement.after)} FORMAT ${format}`;
  }
  // The engine stores nothing and says nothing for INSERT … SELECT … FROM input() with INFILE behind its FORMAT.
  return `${utf8(statement.before)} file(${quote(data.file)}, ${quote(format)}, ${utf8(statement.structure)}) ${utf8(statement.after)}`;
}

/** Statements that bring a kept session back to where it was. */
async function memoryOf(session: Session, settings: string[], withDatabase: boolean): Promise<string[]> {
  const restore: string[] = [];
  if (withDatabase) {
    const { bytes } = await ask(session, 'SELECT currentDatabase()', 'TSVRaw');
    restore.push(`USE ${identifier(Buffer.from(bytes).toString('utf8').replace(/\n$/, ''))}`);
  }
  if (settings.length === 0) return restore;
  const names = settings.map(quote).join(', ');
  const { bytes } = await ask(
    session,
    `SELECT name, value, changed FROM system.settings WHERE name IN (${names})`,
    'JSONCompactEachRow',
  );
  for (const line of Buffer.from(bytes).toString('utf8').split('\n').filter(Boolean)) {
    const [name, value, changed] = JSON.parse(line) as [string, string, number];
    restore.push(changed ? `SET ${name} = ${quote(value)}` : `SET ${name} = DEFAULT`);
  }
  return restore;
}

/** Brings a kept session back to where it was; where that fails the session is to be given up. */
async function restored(session: Session, restore: string[]): Promise<boolean> {
  try {
    for (const sql of restore) await command(session, sql);
    return true;
  } catch (cause) {
    report('info', `a session could not be restored and is closed: ${(cause as Error).message}`);
    return false;
  }
}

function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('\0', '\\0')}\``;
}

async function command(session: Session, sql: string): Promise<Summary> {
  return (await ask(session, sql, 'Null')).summary;
}

/** @throws {Fault} what the engine said */
async function ask(session: Session, sql: string, format: string): Promise<{ bytes: Uint8Array; summary: Summary }> {
  try {
    const result = await session.queryAsync(sql, { format });
    return {
      bytes: result.bytes(),
      summary: { ...NOTHING, readRows: result.rowsRead, readBytes: result.bytesRead, elapsedSeconds: result.elapsed },
    };
  } catch (cause) {
    throw faultOf(cause);
  }
}
