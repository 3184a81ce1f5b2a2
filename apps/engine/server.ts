import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Answer, encodingFor, type Identity } from './answer.js';
import { bodyOf } from './body.js';
import { type Credentials, type User, userOf } from './credentials.js';
import type { Execution, Job } from './execution.js';
import { Fault, faultOf } from './fault.js';
import { type Parameters, parametersOf } from './parameters.js';
import { sealed } from './reader-seal.js';
import type { Spool } from './spool.js';
import { type Statement, statementOf } from './statement.js';

/** What a server needs of the engine behind it. */
export interface Parts {
  identity: Identity;
  credentials: Credentials;
  execution: Execution;
  spool: Spool;
  /** Shown at /health to anybody who can reach the port: no secrets. */
  health: object;
}

/** ClickHouse's HTTP interface in front of the engine. */
export function serverOf(parts: Parts): Server {
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const cut = url.indexOf('?');
    const path = cut < 0 ? url : url.slice(0, cut);
    const search = cut < 0 ? '' : url.slice(cut + 1);
    if (path === '/ping' || path === '/replicas_status') return plain(response, 200, 'Ok.\n');
    if (path === '/health')
      return plain(response, 200, `${JSON.stringify(parts.health)}\n`, 'application/json; charset=UTF-8');
    if (path !== '/') return plain(response, 404, `There is no handle ${path}\n`);
    if (request.method === 'GET' && search === '') return plain(response, 200, 'Ok.\n');
    if (request.method !== 'GET' && request.method !== 'POST') return plain(response, 405, 'GET and POST are served\n');
    void serve(parts, request, response, search);
  });
  // A query may run for minutes before its first byte.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 10_000;
  return server;
}

function plain(response: ServerResponse, status: number, text: string, type = 'text/html; charset=UTF-8'): void {
  response.writeHead(status, { 'Content-Type': type });
  response.end(text);
}

async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
  const tag = randomUUID();
  const gone = new AbortController();
  // A client may leave at any moment; its leaving is told by `close`.
  for (const side of [request, response]) side.on('error', () => undefined);
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  let answer = new Answer(response, parts.identity, tag, undefined);
  try {
    const parameters = parametersOf(search);
    answer = new Answer(
      response,
      parts.identity,
      headerSafe(parameters.queryId) ?? tag,
      encodingFor(request, parameters.compress),
    );
    const user = userOf(request, parameters, parts.credentials);
    const allowed = user === 'reader' ? sealed(parameters) : { parameters, seal: [] };
    await perform(parts, request, user, { tag, answer, gone: gone.signal, ...allowed });
  } catch (cause) {
    answer.fail(faultOf(cause));
    // A body still under way is read and thrown away, else the client would see a broken pipe and no answer.
    request.resume();
  }
}

async function perform(
  parts: Parts,
  request: IncomingMessage,
  user: User,
  job: Omit<Job, 'statement' | 'data'>,
): Promise<void> {
  const { parameters } = job;
  const body = await bodyOf(request);
  // As ClickHouse reads it: the URL's query, a line end, the body.
  const ahead = parameters.query === '' ? Buffer.alloc(0) : Buffer.from(`${parameters.query}\n`);
  const sql = Buffer.concat([ahead, body.start]).toString('latin1');
  const statement = statementOf(sql);
  if (user === 'reader' && statement.kind !== 'select' && statement.kind !== 'read') {
    throw new Fault(497, 'ACCESS_DENIED', 'reader: Not enough privileges for anything but a SELECT');
  }
  if ('dataAt' in statement) {
    refuseReading(request, statement);
    const data = await dataOf(parts.spool, parameters, statement, body.from.bind(body), ahead.length, ahead);
    try {
      await parts.execution.run({ ...job, statement, data }, user);
    } finally {
      await data.remove();
    }
    return;
  }
  if (!body.isWhole) throw new Fault(62, 'QUERY_IS_TOO_LARGE', 'the statement is longer than 1 MiB', 413);
  if (parameters.segment !== undefined) throw segmentMisplaced();
  refuseReading(request, statement);
  await parts.execution.run({ ...job, statement, data: undefined }, user);
}

/** Where an insert's rows lie: a segment of the spool, or the body, parked. */
async function dataOf(
  spool: Spool,
  parameters: Parameters,
  statement: Extract<Statement, { dataAt: number }>,
  bodyFrom: (offset: number) => AsyncIterable<Buffer>,
  aheadBytes: number,
  ahead: Buffer,
): Promise<{ file: string; bytes: number; remove(): Promise<void> }> {
  const name = parameters.segment;
  if (name === undefined) {
    // Data that began in the URL goes first.
    const inUrl = ahead.subarray(Math.min(statement.dataAt, aheadBytes));
    return spool.park(
      joined(inUrl.length > 1 ? inUrl : Buffer.alloc(0), bodyFrom(Math.max(0, statement.dataAt - aheadBytes))),
    );
  }
  if (statement.kind !== 'insert-select' || statement.format !== 'LineAsString') throw segmentMisplaced();
  return { ...spool.segment(name), remove: async () => undefined };
}

async function* joined(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* rest;
}

function segmentMisplaced(): Fault {
  return new Fault(
    36,
    'BAD_ARGUMENTS',
    "usewatch_segment requires INSERT INTO … SELECT … FROM input('…') FORMAT LineAsString",
  );
}

function refuseReading(request: IncomingMessage, statement: Statement): void {
  if (request.method !== 'GET' || statement.kind === 'select' || statement.kind === 'read') return;
  throw new Fault(
    164,
    'READONLY',
    'Cannot execute query in readonly mode. For queries over HTTP, method GET implies readonly. You should use method POST for modifying queries',
  );
}

function headerSafe(queryId: string | undefined): string | undefined {
  return queryId !== undefined && /^[\x21-\x7e]{1,200}$/.test(queryId) ? queryId : undefined;
}
