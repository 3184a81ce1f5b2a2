import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshConsole, freshConsole } from '../../test/support/fresh-console.js';

let desk: FreshConsole;
beforeAll(async () => {
  desk = await freshConsole();
  await desk.application.listen(0, '127.0.0.1');
});
afterAll(() => desk.close());

describe('the metrics', () => {
  const metrics = (options: object = {}) => desk.application.inject({ url: '/metrics', ...options });

  it('count requests by route, method and class of status, under names nobody can multiply', async () => {
    for (let n = 0; n < 50; n++) await desk.application.inject(`/v1/incidents/${n}?cursor=${n}`);
    for (let n = 0; n < 50; n++) await desk.application.inject(`/nowhere/${n}`);
    const { body, headers } = await metrics();
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(body).toContain(
      'usewatch_http_request_seconds_count{route="/v1/incidents/:id",method="GET",status="4xx"} 50',
    );
    // Whatever is no address of the service is answered by the pages.
    expect(body.match(/seconds_count\{route="\/\*"|seconds_count\{route="[^"]*nowhere/g)).toHaveLength(1);
    expect(body).toContain('process_resident_memory_bytes');
  });

  it('are told to callers on this machine, and to others with a key for them', async () => {
    const elsewhere = { remoteAddress: '203.0.113.9' };
    expect((await metrics()).statusCode).toBe(200);
    expect((await metrics(elsewhere)).statusCode).toBe(401);
    expect((await metrics({ headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode).toBe(401);
    const authorization = `Bearer ${await desk.key(['metrics:read'])}`;
    expect((await metrics({ ...elsewhere, headers: { authorization } })).statusCode).toBe(200);
    const wrong = `Bearer ${await desk.key(['incidents:read'])}`;
    expect((await metrics({ ...elsewhere, headers: { authorization: wrong } })).statusCode).toBe(403);
  });
});

/** Sends bytes as they are, as no client library would. */
async function send(bytes: string): Promise<void> {
  const { port } = desk.application.getHttpServer().address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.on('data', () => undefined).on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
}

describe('the log', () => {
  it('is one JSON object a line, without keys and without what a caller wrote', async () => {
    const secret = await desk.key(['incidents:read']);
    const forged = '{"level":"error","message":"forged"}';
    const authorization = `authorization: Bearer ${secret}`;
    const before = desk.log.length;
    await send(`GET /v1/incidents?key=${secret} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${authorization}\r\n\r\n`);
    await send(
      `GET /${secret}/${encodeURIComponent(`\r\n${forged}`)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
    );
    await send(`GET /v1/incidents HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-request-id: a\n${forged}\r\n\r\n`);
    await send(`GET /v1/incidents HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-api-key: ${secret}\r\n\r\n`);
    await send(`GET /v1/incidents/%zz${secret} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    await send(`GET /${secret}\r${forged} HTTP/1.1\r\nhost: x\r\n\r\n`);
    const lines = desk.log.slice(before);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    for (const line of lines) {
      expect(line).not.toMatch(/[\r\n]/);
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), time: expect.any(String) });
      expect(line).not.toContain('forged');
      expect(line).not.toContain(secret.slice(12));
    }
  });
});
