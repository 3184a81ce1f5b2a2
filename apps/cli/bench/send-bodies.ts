import { Agent, request } from 'node:http';
import { type BenchBody, stamp } from './bench-bodies.js';

/** Where bodies go, and under which key. */
export interface Target {
  readonly url: string;
  readonly secret: string;
}

/** What sending some bodies took. */
export interface Sent {
  /** Milliseconds from the first byte of each body to its acknowledgement, ascending. */
  readonly acknowledged: readonly number[];
  /** Batches in the order they were acknowledged. */
  readonly batches: readonly string[];
}

/**
 * Sends bodies over some connections, each one as soon as the one before it is acknowledged, or at a steady rate.
 *
 * @param series     written into every id, so that no record was there before
 * @param perSecond  bodies a second over all connections; absent: as fast as they are taken
 * @throws {Error} when a body is not acknowledged
 */
export async function sendBodies(
  { url, secret }: Target,
  bodies: readonly BenchBody[],
  series: number,
  connections: number,
  perSecond = Number.POSITIVE_INFINITY,
): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const acknowledged: number[] = [];
  const batches: string[] = [];
  const began = performance.now();
  let next = 0;
  const connection = async () => {
    for (let turn = next++; turn < bodies.length; turn = next++) {
      const early = (turn * 1_000) / perSecond - (performance.now() - began);
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const body = stamp(bodies[turn] as BenchBody, series);
      const sentAt = performance.now();
      const { status, text } = await post(`${url}/v1/usage`, secret, agent, body);
      if (status !== 202) throw new Error(`a body was answered ${status}: ${text}`);
      acknowledged.push(performance.now() - sentAt);
      batches.push((JSON.parse(text) as { batch: string }).batch);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
  return { acknowledged: acknowledged.sort((a, b) => a - b), batches };
}

function post(url: string, secret: string, agent: Agent, body: Buffer): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/x-ndjson',
      'content-length': body.length,
    };
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.once('error', reject).end(body);
  });
}
