import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { startService } from '../support/run-service.js';

/** What one service did when it was told to stop in the middle of slow requests. */
export interface Ending {
  /** Exit code; null when it had to be killed. */
  readonly code: number | null;
  readonly milliseconds: number;
  /** Status of readiness right after the signal, while the slow requests were under way. */
  readonly readiness: number;
  /** Status lines of the slow requests; empty for those that were cut off. */
  readonly answers: readonly string[];
  /** Whether connections are still taken long after the end of the notice. */
  readonly lateTaken: boolean;
}

/** Slow requests under way at once; half of them finish after the doors closed. */
const SLOW = 10;

/** Milliseconds after the signal at which the doors close: the notice. */
const NOTICE = 1_000;

/** Milliseconds after the signal within which the doors have closed, on a busy machine too. */
const CLOSED_WITHIN = 5_000;

const BODY = '{"disposition":"uncertain"}';

/**
 * Starts a service, sends it SIGTERM under slow requests, and watches it end.
 *
 * @param directory  data directory; may be one that is in use no more
 * @param endless    whether one more client never finishes its request
 */
export async function endUnderLoad(directory: string, endless: boolean): Promise<Ending> {
  const service = startService(directory);
  const url = await service.answers;
  if (url === undefined) throw new Error((await service.ended).err);
  const { port } = new URL(url);
  const slow = await Promise.all(Array.from({ length: SLOW }, () => slowRequest(Number(port))));
  if (endless) await slowRequest(Number(port));
  const signalled = performance.now();
  service.child.kill('SIGTERM');
  await setTimeout(300);
  const readiness = (await fetch(`${url}/health/ready`)).status;
  for (const { finish } of slow.slice(0, SLOW / 2)) finish();
  await setTimeout(NOTICE - (performance.now() - signalled));
  let lateTaken = true;
  while (lateTaken && performance.now() - signalled < CLOSED_WITHIN) {
    await setTimeout(100);
    lateTaken = await takes(Number(port));
  }
  for (const { finish } of slow.slice(SLOW / 2)) finish();
  const answers = await Promise.all(slow.map(({ answer }) => answer));
  const killed = globalThis.setTimeout(() => service.child.kill('SIGKILL'), 20_000);
  const { code } = await service.ended;
  clearTimeout(killed);
  return { code, milliseconds: Math.round(performance.now() - signalled), readiness, answers, lateTaken };
}

interface Slow {
  /** Sends the rest of the body. */
  finish(): void;
  /** First line of what came back. */
  readonly answer: Promise<string>;
}

/** Sends all of a request but the end of its body. */
async function slowRequest(port: number): Promise<Slow> {
  const socket: Socket = connect(port, '127.0.0.1');
  let text = '';
  const answer = new Promise<string>((resolve) => {
    socket.on('error', () => resolve(''));
    socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''));
  });
  socket.on('data', (chunk) => {
    text += chunk;
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const head = `POST /v1/incidents/${'0'.repeat(32)}/dispositions HTTP/1.1\r\nhost: x\r\nconnection: close\r\n`;
  const rest = `content-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n`;
  await new Promise((resolve) => socket.write(head + rest + BODY.slice(0, 5), resolve));
  return { finish: () => void socket.write(BODY.slice(5)), answer };
}

function takes(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => void [socket.destroy(), resolve(true)]).once('error', () => resolve(false));
  });
}
