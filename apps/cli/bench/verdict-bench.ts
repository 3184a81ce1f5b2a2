import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { ApiKeys } from '#casebook/api-keys';
import { parseConfig } from '#platform/config';
import { openInstallation } from '#platform/open-installation';
import { median } from '#statistics/median';
import { pseudonym } from '#usage/pseudonym';
import type { Question } from '#usage/question';
import { runService } from './running-service.js';

/** Rounds of which the median counts; the routes take turns, so that a busy neighbour slows both. */
const ROUNDS = 5;

/** Requests of a route in one round: 200 of them lie beyond the 99th percentile. */
const REQUESTS = 20_000;

/** Connections of a gateway that ask at once, each one question after another. */
const CONNECTIONS = 8;

/** Accounts that something stands against. */
const STANDING = 100_000;

/** Milliseconds until the service has taken in what was planted; it looks once a second. */
const TAKEN_IN = 10_000;

const plantStanding: Question<{ account: string }> = {
  sql: new URL('./plant-standing.sql', import.meta.url),
  row: z.object({ account: z.string() }),
};

/** What one round of one route took. */
interface Round {
  /** Milliseconds that half, and 99 of 100, were answered within. */
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

/**
 * Measures verdicts over HTTP, with 100,000 accounts standing, against the route that answers `alive` to everybody.
 *
 * @param say  gets a line for each route
 */
export async function benchVerdict(say: (line: string) => void): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'usewatch-bench-'));
  const directory = join(place, 'data');
  const service = await runService(directory);
  const installation = await openInstallation(parseConfig({ USEWATCH_DATA_DIR: directory }), false, () => undefined);
  try {
    const { casebook, secrets, clock } = installation;
    const keys = new ApiKeys(casebook, secrets.apiKeyPepper);
    const made = { name: 'bench', scopes: ['verdicts:read'] as const, expiresAt: null };
    const { secret } = await keys.create(made, clock.now());
    const standing = Array.from({ length: STANDING }, (_, n) =>
      pseudonym(secrets.pseudonymKey, 'account', `account ${n}`),
    );
    await casebook.sql(plantStanding, [standing]);
    await pause(TAKEN_IN);
    // Every second account asked about is one that nothing stands against.
    const verdict = (n: number) => `/v1/verdict?account=account%20${(n * 7_919) % (2 * STANDING)}`;
    const routes = { verdict, trivial: () => '/health/live' };
    const rounds: Record<keyof typeof routes, Round[]> = { verdict: [], trivial: [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const name of ['verdict', 'trivial'] as const) {
        const measured = await ask(service.url, secret, routes[name]);
        // The first one warms up.
        if (round > 0) rounds[name].push(measured);
      }
    }
    for (const [name, all] of Object.entries(rounds)) {
      const of = (figure: keyof Round) => median(all.map((each) => each[figure]));
      say(
        `${name.padEnd(8)} p50 ${of('p50').toFixed(2)} ms, p99 ${of('p99').toFixed(2)} ms, ${Math.round(of('perSecond')).toLocaleString('en')} a second over ${CONNECTIONS} connections`,
      );
    }
  } finally {
    await installation.close();
    await service.stop();
    await rm(place, { recursive: true, force: true });
  }
}

async function ask(url: string, secret: string, path: (n: number) => string): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const took: number[] = [];
  const began = performance.now();
  let next = 0;
  const connection = async () => {
    for (let turn = next++; turn < REQUESTS; turn = next++) {
      const sentAt = performance.now();
      const status = await get(`${url}${path(turn)}`, secret, agent);
      if (status !== 200) throw new Error(`${path(turn)} was answered ${status}`);
      took.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.ceil(share * took.length) - 1] ?? 0;
  return { p50: at(0.5), p99: at(0.99), perSecond: REQUESTS / seconds };
}

function get(url: string, secret: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { authorization: `Bearer ${secret}` } }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    asked.once('error', reject).end();
  });
}
