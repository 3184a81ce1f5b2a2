import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Session } from 'chdb';
import type { Identity } from './answer.js';
import type { Arguments } from './arguments.js';
import { brokenParts } from './broken-parts.js';
import { credentialsIn } from './credentials.js';
import { Execution } from './execution.js';
import { Gate } from './gate.js';
import { endOfUse } from './life.js';
import { configure } from './memory.js';
import { openData } from './open-data.js';
import { Pipes } from './pipes.js';
import { READABLE } from './reader-statement.js';
import { report } from './report.js';
import { serverOf } from './server.js';
import { Sessions } from './sessions.js';
import { Spool } from './spool.js';

/** Half of Node's threads may run queries; the others serve files, kills and look-ups meanwhile. */
const RUNNING = Math.max(2, Math.floor(Number(process.env.UV_THREADPOOL_SIZE ?? 4) / 2));

/** Milliseconds a stopping engine waits for running writes before it goes anyway. */
const PATIENCE = 8_000;

/** Serves the engine until nobody needs it. */
export async function runEngine({
  data,
  port,
  readerPort,
  spool: spoolDirectory,
  credentials,
  joined,
}: Arguments): Promise<void> {
  // A parent that died no longer reads what we say; that is no reason to follow it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const unused = endOfUse(joined);
  const spool = new Spool(spoolDirectory);
  const keeper = openData(data, configure(spoolDirectory));
  const identity = await identityOf(keeper);
  const broken = await brokenParts(keeper);
  for (const part of broken) {
    const { database, table } = part;
    report('error', `rows of ${database}.${table} are missing: part ${part.part} is damaged (${part.reason})`, part);
  }
  // A reader's session starts in it, also before the first migration.
  await keeper.queryAsync(`CREATE DATABASE IF NOT EXISTS ${READABLE}`);
  const sessions = new Sessions(data);
  const execution = new Execution(sessions, new Pipes(spoolDirectory, RUNNING), new Gate(RUNNING), spoolDirectory);
  const health = { ready: true, version: identity.version, broken };
  const known = credentialsIn(credentials);
  const parts = { identity, credentials: known, execution, spool, health };
  const server = serverOf(parts);
  // Whoever finds this port out can try passwords at it: the owner's is none of those it knows.
  const ofReaders = serverOf({ ...parts, credentials: { ...known, usewatch: randomBytes(24).toString('base64url') } });
  const servers = readerPort === undefined ? [server] : [server, ofReaders];
  const underWay = answersUnderWay(servers);
  await listen(server, port);
  if (readerPort !== undefined) await listenToReaders(ofReaders, readerPort);
  process.stdout.write(`${JSON.stringify({ ready: true, port: (server.address() as AddressInfo).port })}\n`);
  await unused;
  await close(servers, execution, underWay);
  // Its own exit handlers can wait for ever on a thread that still merges; what is stored needs none of them.
  process.kill(process.pid, 'SIGKILL');
}

async function identityOf(session: Session): Promise<Identity> {
  const result = await session.queryAsync('SELECT version() AS version, timezone() AS timezone', {
    format: 'JSONEachRow',
  });
  return result.json<Identity>();
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
}

/** A taken port is said in words of its own: the engine's own port may be given up for another one, this one may not. */
async function listenToReaders(server: Server, port: number): Promise<void> {
  await listen(server, port).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(
      `port ${port} on 127.0.0.1 is wanted for readers and cannot be had (${cause.code === 'EADDRINUSE' ? 'somebody listens there' : cause.code}); stop what has it, or name another one`,
      { cause },
    );
  });
}

/** Reads are ended, writes finish; after the patience the process ends with whatever still runs. */
async function close(
  servers: readonly Server[],
  execution: Execution,
  underWay: ReadonlySet<ServerResponse>,
): Promise<void> {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE).unref();
  // Not its callback, which waits for clients that have opened a connection and ask nothing.
  for (const server of servers) server.close();
  await execution.killReads();
  await Promise.all([...underWay].map((answer) => once(answer, 'close')));
  await execution.finished();
}

/** Requests whose answers are not over. */
function answersUnderWay(servers: readonly Server[]): ReadonlySet<ServerResponse> {
  const underWay = new Set<ServerResponse>();
  for (const server of servers) {
    server.on('request', (_request, answer) => {
      underWay.add(answer);
      answer.once('close', () => underWay.delete(answer));
    });
  }
  return underWay;
}
