import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What happens to a request on its way: nothing; it is refused; it is answered 500; it hangs and breaks; it arrives but
 * its answer is lost; its answer is cut in the middle; its answer takes long.
 */
export type Fault = 'none' | 'refuse' | 'error' | 'hang' | 'lose' | 'cut' | 'slow';

export const FAULTS: readonly Fault[] = ['refuse', 'error', 'hang', 'lose', 'cut', 'slow'];

/** Bytes of an address that it lets through, as many as the engine: the batches of a segment stand there. */
const LONGEST_ADDRESS = 1024 * 1024;

/** A way to a server that fails on demand. */
export interface FaultyProxy {
  readonly url: string;
  /** Requests that came since the last look. */
  count(): number;
  close(): Promise<void>;
}

/**
 * Opens a way to a real server.
 *
 * @param target  `http://host:port`
 * @param faultOf asked for each request, counted from 0
 */
export async function faultyProxy(target: string, faultOf: (nth: number) => Fault): Promise<FaultyProxy> {
  let nth = 0;
  const server = createServer({ maxHeaderSize: LONGEST_ADDRESS }, (asked, answer) => {
    void pass(target, faultOf(nth++), asked, answer).catch(() => answer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => nth,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function pass(target: string, fault: Fault, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  if (fault === 'refuse') return void asked.socket.destroy();
  if (fault === 'error') {
    asked.resume();
    return void answer.writeHead(500).end('Code: 999. DB::Exception: planted (PLANTED)');
  }
  if (fault === 'hang') {
    asked.resume();
    await pause(700);
    return void asked.socket.destroy();
  }
  const { hostname, port } = new URL(target);
  const { method, headers, url: path } = asked;
  const onward = request({ hostname, port, method, path, headers });
  asked.pipe(onward);
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    onward.once('response', resolve).once('error', reject);
  });
  if (fault === 'lose') {
    for await (const _ of reply);
    return void asked.socket.destroy();
  }
  if (fault === 'slow') await pause(400);
  answer.writeHead(reply.statusCode ?? 502, reply.headers);
  if (fault === 'cut') {
    answer.write('{"n"');
    for await (const _ of reply);
    return void asked.socket.destroy();
  }
  reply.pipe(answer);
}
