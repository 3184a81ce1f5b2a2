import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Answer, encodingFor, type Identity } from './answer.js';
import { type Body, bodyOf } from './body.js';
import { type Credentials, type User, userOf } from './credentials.js';
import type { Execution, Job } from './execution.js';
import { Fault, faultOf } from './fault.js';
import { boundaryIn, formOf } from './form.js';
import { type Parameters, parametersOf } from './parameters.js';
import { sealed } from './reader-seal.js';
import { type Rows, segmentRows, sentRows } from './rows.js';
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

/** Bytes of an address with its parameters, ClickHouse's own limit; Node's of 16 KiB is a list of 500 accounts. */
const LONGEST_ADDRESS = 1024 * 1024;

/** Bytes of parameters sent as a form; they are held in memory and become SQL text. */
const LARGEST_FORM = 16 * 1024 * 1024;

/** ClickHouse's HTTP interface in front of the engine. */
export function serverOf(parts: Parts): Server {
  const server = createServer({ maxHeaderSize: LONGEST_ADDRESS }, (request, response) => {
    const url = request.url ?? '/';
    const cut = url.indexOf('?');
    const path = cut < 0 ? url : url.slice(0, cut);
    const search = cut < 0 ? '' : url.slice(cut + 1);
    if (path === '/ping' || path === '/replicas_status') return plain(response, 200, 'Ok.\n');
    if (path === '/health') return health(parts, request, response);
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

/** Tells whoever brings a password which user it knows by it, so that nobody takes another installation's engine for theirs. */
function health({ health: facts, credentials }: Parts, request: IncomingMessage, response: ServerResponse): void {
  const known = request.headers.authorization === undefined ? {} : { user: knownBy(request, credentials) };
  plain(response, 200, `${JSON.stringify({ ...facts, ...known })}\n`, 'application/json; charset=UTF-8');
}

function knownBy(request: IncomingMessage, credentials: Credentials): User | null {
  try {
    return userOf(request, { user: undefined, password: undefined }, credentials);
  } catch (cause) {
    if (cause instanceof Fault) return null;
    throw cause;
  }
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
  const sent = await bodyOf(request);
  const boundary = boundaryIn(request.headers['content-type']);
  const { parameters, body } = boundary ? await unfolded(job.parameters, sent, boundary) : { ...job, body: sent };
  // As ClickHouse reads it: the URL's query, a line end, the body.
  const ahead = parameters.query === '' ? Buffer.alloc(0) : Buffer.from(`${parameters.query}\n`);
  const sql = Buffer.concat([ahead, body.start]).toString('latin1');
  const statement = statementOf(sql);
  if (user === 'reader' && statement.kind !== 'select' && statement.kind !== 'read') {
    throw new Fault(497, 'ACCESS_DENIED', 'reader: Not enough privileges for anything but a SELECT');
  }
  refuseReading(request, statement);
  const { segment } = parameters;
  const dataAt = 'dataAt' in statement ? statement.dataAt : undefined;
  if (dataAt === undefined && !body.isWhole) throw tooLong();
  let rows: Rows | undefined;
  if (segment !== undefined) rows = segmentRows(parts.spool, segment, statement, body.isWhole && dataAt === sql.length);
  else if (dataAt !== undefined) rows = await sentRows(parts.spool, ahead, body, dataAt);
  try {
    await parts.execution.run({ ...job, parameters, statement, data: rows }, user);
  } finally {
    await rows?.remove();
  }
  // Last of all: whoever has read the end may ask the next question of the same session.
  job.answer.end();
}

/** A form's fields are URL parameters too long for an address. */
async function unfolded(
  parameters: Parameters,
  sent: Body,
  boundary: string,
): Promise<{ parameters: Parameters; body: Body }> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of sent.from(0)) {
    bytes += piece.length;
    if (bytes > LARGEST_FORM) throw tooLong();
    pieces.push(piece);
  }
  const { query = '', ...bound } = Object.fromEntries(formOf(Buffer.concat(pieces).toString('latin1'), boundary));
  for (const name of Object.keys(bound)) {
    if (!/^param_[a-zA-Z0-9_]+$/.test(name))
      throw new Fault(36, 'BAD_ARGUMENTS', `the multipart body holds ${name}, which is no parameter`);
  }
  const body = { start: Buffer.from(query), isWhole: true, from: async function* () {} };
  return { parameters: { ...parameters, bound: new Map([...parameters.bound, ...Object.entries(bound)]) }, body };
}

function tooLong(): Fault {
  return new Fault(62, 'QUERY_IS_TOO_LARGE', 'the statement or its parameters are too long', 413);
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
