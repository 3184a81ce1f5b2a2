import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliver, usageLine } from '../support/deliver.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';
import { PATIENCE, times } from './counted.js';

let doors: FreshDoors;
let secret: string;
beforeAll(async () => {
  doors = await freshDoors();
  secret = await doors.key('sockets');
});
afterAll(() => doors.close());

/** Opens a socket to the doors that keeps what it is told. */
function open(): { socket: Socket; said: () => string; closed: Promise<void> } {
  const { hostname, port } = new URL(doors.url);
  let said = '';
  const socket = connect(Number(port), hostname);
  socket.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { socket, said: () => said, closed };
}

describe('a client', () => {
  // At once: what is measured is how long the door waits, and it has nothing else to do meanwhile.
  it.concurrent.each([
    ['headers', 'POST /v1/usage HTTP/1.1\r\nHost: x\r\nX-Slow: ', 20_000],
    ['body', 'BODY', 45_000],
  ])(
    'that sends its %s a byte a second is let go while others are served',
    async (part, start, within) => {
      // The body has 30 seconds; `npm test` waits for one socket of it, not for a crowd.
      const sockets = part === 'headers' ? times(40, 200) : times(1, 200);
      const head =
        start === 'BODY'
          ? `POST /v1/usage HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${secret}\r\nContent-Length: 9999\r\n\r\n`
          : start;
      const slow = Array.from({ length: sockets }, open);
      const dripping = new AbortController();
      for (const { socket } of slow) {
        socket.write(head);
        void (async () => {
          while (!socket.destroyed && !dripping.signal.aborted) {
            socket.write('a');
            await pause(1_000);
          }
        })();
      }
      const began = performance.now();
      expect((await deliver(doors.url, usageLine('sockets', { id: part }), { secret })).status).toBe(202);
      expect(performance.now() - began).toBeLessThan(5_000);
      await Promise.race([Promise.all(slow.map(({ closed }) => closed)), pause(within)]);
      dripping.abort();
      expect(slow.filter(({ socket }) => !socket.destroyed)).toHaveLength(0);
    },
    PATIENCE,
  );

  const line = usageLine('sockets', { id: 'smuggled' });
  const request = (headers: string, body: string) =>
    `POST /v1/usage HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer SECRET\r\n${headers}\r\n\r\n${body}`;
  const chunked = `${line.length.toString(16)}\r\n${line}\r\n0\r\n\r\n`;
  it.each([
    ['two lengths', request(`Content-Length: ${line.length}\r\nContent-Length: 5`, line)],
    ['a length and chunks', request(`Content-Length: 5\r\nTransfer-Encoding: chunked`, chunked)],
    ['chunks named twice', request('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', chunked)],
    ['a coding it does not know', request('Transfer-Encoding: xchunked', chunked)],
    ['a space before the colon', request(`Content-Length : ${line.length}`, line)],
    ['a folded header', request(`X: a\r\n b\r\nContent-Length: ${line.length}`, line)],
    ['a signed length', request(`Content-Length: +${line.length}`, line)],
    ['a bare line feed in a header', request(`X: a\nContent-Length: ${line.length}`, line)],
    ['a chunk length that is none', request('Transfer-Encoding: chunked', `zz\r\n${line}\r\n0\r\n\r\n`)],
    ['a chunk length too large', request('Transfer-Encoding: chunked', `fffffffffffffffff\r\n${line}\r\n0\r\n\r\n`)],
    ['a zero byte in a header', request(`X: \0\r\nContent-Length: ${line.length}`, line)],
  ])('that sends %s is answered 400 and hung up on', async (_what, text) => {
    for (let turn = 0; turn < times(1, 10); turn += 1) {
      const { socket, said, closed } = open();
      socket.write(text.replace('SECRET', secret));
      await Promise.race([closed, pause(10_000)]);
      expect(said()).toMatch(/^HTTP\/1\.1 400 /);
      expect(said().match(/HTTP\/1\.1 /g)).toHaveLength(1);
      expect(socket.destroyed).toBe(true);
    }
  });

  it.each([
    ['no key', {}, 401],
    ['a key that is none', { authorization: 'Bearer nobody' }, 401],
  ])('with %s is answered before its body is read', async (_what, headers, expected) => {
    const { socket, said } = open();
    const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST /v1/usage HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n${more.join('')}\r\n`);
    for (let wait = 0; wait < 100 && said() === ''; wait += 1) await pause(50);
    socket.destroy();
    expect(said()).toMatch(new RegExp(`^HTTP/1\\.1 ${expected} `));
  });
});
