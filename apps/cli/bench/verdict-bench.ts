import { mkdtemp, rm } from 'node:fs/promises';
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
import { PlainConnection } from './plain-connection.js';
import { runService } from './running-service.js';

/** Rounds of which the median counts; the routes take turns, so that a busy neighbour slows both. */
const ROUNDS = 5;

/** Questions a second: 2.6 billion calls a month, each asked about once. */
const RATE = 1_000;

/** Of one route in one round at that rate: 80 questions lie beyond the 99th percentile. */
const SECONDS = 8;

/** Questions of one route in one round as fast as they are answered. */
const REQUESTS = 20_000;

/** Connections of a gateway, each for one question after another; a question that finds none free waits, and its wait counts. */
const CONNECTIONS = 8;

/** Milliseconds that 99 of 100 verdicts are to be told within at the rate; a gateway waits for them before each call. */
const BAR = 10;

/** Accounts that something stands against. */
const STANDING = 100_000;

/** Milliseconds until the service has taken in what was planted; it looks once a second. */
const TAKEN_IN = 10_000;

const plantStanding: Question<{ account: string }> = {
  sql: new URL('./plant-standing.sql', import.meta.url),
  row: z.object({ account: z.string() }),
};

/** What one round of one route took, in milliseconds, at the rate and then as fast as it is answered. */
interface Round {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly perSecond: number;
  /** Of the latter; it tells how long a queue of eight is. */
  readonly p99AtMost: number;
}

/**
 * Measures verdicts over HTTP, with 100,000 accounts standing, against the route that answers `alive` to everybody.
 *
 * How long an answer takes is measured at a rate, from when a question was due: as fast as they are answered, questions wait for
 * one another, and their p99 tells how long that queue is. Both are told.
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
    const open = () => PlainConnection.open(service.url, { authorization: `Bearer ${secret}` });
    const lines = await Promise.all(Array.from({ length: CONNECTIONS }, open));
    const rounds: Record<keyof typeof routes, Round[]> = { verdict: [], trivial: [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const name of ['verdict', 'trivial'] as const) {
        const steady = await atRate(lines, routes[name]);
        const { took, perSecond } = await atMost(lines, routes[name]);
        const [p50, p99, p999, p99AtMost] = [
          within(steady, 0.5),
          within(steady, 0.99),
          within(steady, 0.999),
          within(took, 0.99),
        ];
        // The first one warms up.
        if (round > 0) rounds[name].push({ p50, p99, p999, perSecond, p99AtMost });
      }
    }
    for (const [name, all] of Object.entries(rounds)) {
      const of = (figure: keyof Round) => median(all.map((each) => each[figure]));
      say(
        `${name.padEnd(8)} at ${RATE.toLocaleString('en')} a second: p50 ${of('p50').toFixed(2)} ms, p99 ${of('p99').toFixed(2)} ms, p99.9 ${of('p999').toFixed(2)} ms; ` +
          `at most ${Math.round(of('perSecond')).toLocaleString('en')} a second over ${CONNECTIONS} connections, p99 ${of('p99AtMost').toFixed(2)} ms`,
      );
    }
    const p99 = median(rounds.verdict.map((round) => round.p99));
    say(`bar of the verdict's p99 at that rate, ${BAR} ms: ${p99 < BAR ? 'met' : 'not met'}`);
    for (const line of lines) line.close();
  } finally {
    await installation.close();
    await service.stop();
    await rm(place, { recursive: true, force: true });
  }
}

/** Asks at the stated rate, whether or not answers come. @returns milliseconds from when each question was due */
async function atRate(lines: readonly PlainConnection[], path: (n: number) => string): Promise<number[]> {
  const idle = [...lines];
  const took: number[] = [];
  const began = performance.now();
  const due: number[] = [];
  const underWay = new Set<Promise<void>>();
  const send = () => {
    while (due.length > 0 && idle.length > 0) {
      const [turn, line] = [due.shift() as number, idle.pop() as PlainConnection];
      const answered = get(line, path(turn)).then(() => {
        took.push(performance.now() - began - (turn * 1_000) / RATE);
        idle.push(line);
        underWay.delete(answered);
        send();
      });
      underWay.add(answered);
    }
  };
  for (let turn = 0; turn < RATE * SECONDS; ) {
    for (; turn < RATE * SECONDS && (turn * 1_000) / RATE <= performance.now() - began; turn += 1) due.push(turn);
    send();
    await pause(1);
  }
  while (underWay.size > 0) await Promise.all(underWay);
  return took;
}

/** Asks on each connection as soon as the last answer is there. @returns milliseconds of each question, and how many a second there were */
async function atMost(lines: readonly PlainConnection[], path: (n: number) => string) {
  const took: number[] = [];
  const began = performance.now();
  let next = 0;
  const connection = async (line: PlainConnection) => {
    for (let turn = next++; turn < REQUESTS; turn = next++) {
      const sentAt = performance.now();
      await get(line, path(turn));
      took.push(performance.now() - sentAt);
    }
  };
  await Promise.all(lines.map(connection));
  return { took, perSecond: REQUESTS / ((performance.now() - began) / 1_000) };
}

async function get(line: PlainConnection, path: string): Promise<void> {
  const status = await line.get(path);
  if (status !== 200) throw new Error(`${path} was answered ${status}`);
}

/** Milliseconds that a share of all was answered within. */
function within(took: readonly number[], share: number): number {
  return [...took].sort((a, b) => a - b)[Math.ceil(share * took.length) - 1] ?? 0;
}
