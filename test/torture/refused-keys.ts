import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ApiKeys } from '#casebook/api-keys';
import { StandingClock } from '#platform/clock';
import { JsonLogger } from '#platform/logging/json-logger';
import { Metrics } from '#platform/metrics/metrics';
import { DoorGuard } from '../../apps/ingest/door-guard.js';
import { Refusals } from '../../apps/ingest/refusals.js';
import { freshCasebook } from '../support/fresh-casebook.js';

/** What became of keys that do not hold. */
export interface RefusedKeys {
  /** Attempts by kind. */
  readonly attempts: Readonly<Record<string, number>>;
  /** Keys that one of the doors let in, or whose refusal told what was wrong with them; none when all is well. */
  readonly faults: readonly string[];
  /** Lines of the log that hold a secret or a key as presented; none when all is well. */
  readonly leaks: readonly string[];
  /** Time to refuse a key that is right but for its last letter, over that of one that is all wrong: median of rounds. */
  readonly timingRatio: number;
}

const now = new Date('2026-10-01T00:00:00Z');

/** A secret of a key, other in one letter. */
function changed(secret: string, at: number): string {
  return `${secret.slice(0, at)}${secret[at] === 'A' ? 'B' : 'A'}${secret.slice(at + 1)}`;
}

/**
 * Presents keys that do not hold to the API's door and to the ingest doors.
 *
 * @param count  attempts
 * @param seed   of the made-up keys; the same one makes the same attempts on other keys
 */
export async function presentRefusedKeys(count: number, seed: string): Promise<RefusedKeys> {
  const { casebook, close } = await freshCasebook();
  const log: string[] = [];
  Logger.overrideLogger(new JsonLogger((line) => log.push(line)));
  try {
    const keys = new ApiKeys(casebook, Buffer.alloc(32, 1));
    const refusals = new Refusals({ write: async () => undefined }, new Metrics());
    const pseudonymKey = Buffer.alloc(32, 2);
    const guard = new DoorGuard({ keys, refusals, clock: new StandingClock(now), pseudonymKey, elapsed: () => 0 });
    const writer = { name: 'gateway', scopes: ['usage:write'], source: 'gateway', expiresAt: null };
    const [held, other, revoked, expired, reader] = await Promise.all([
      keys.create(writer, now),
      keys.create(writer, now),
      keys.create(writer, now),
      keys.create({ ...writer, expiresAt: now }, now),
      keys.create({ name: 'desk', scopes: ['incidents:read'], expiresAt: null }, now),
    ]);
    await keys.revoke(revoked.key.id, now);
    const random = (n: number) => createHash('sha256').update(`${seed} ${n}`).digest();
    const kinds: Readonly<Record<string, (n: number) => string>> = {
      'one letter wrong': (n) => changed(held.secret, 12 + (n % 42)),
      'prefix of one, secret of another': () => `uw_${held.key.prefix}_${other.secret.slice(12)}`,
      'known prefix, made-up secret': (n) => `uw_${held.key.prefix}_${random(n).toString('base64url')}`,
      'made up': (n) => `uw_${random(n).toString('hex').slice(0, 8)}_${random(n).toString('base64url')}`,
      'cut short': (n) => held.secret.slice(0, 1 + (n % (held.secret.length - 1))),
      'too long': () => `${held.secret}A`,
      revoked: () => revoked.secret,
      expired: () => expired.secret,
      'of another scope': () => reader.secret,
    };
    const attempts: Record<string, number> = {};
    const faults: string[] = [];
    const presented = new Set([held, other, revoked, expired, reader].map(({ secret }) => secret));
    for (let n = 0; n < count; n++) {
      const [kind = '', make = String] = Object.entries(kinds)[n % Object.keys(kinds).length] ?? [];
      const secret = make(n);
      attempts[kind] = (attempts[kind] ?? 0) + 1;
      if (secret.length > 20) presented.add(secret);
      // Each from a network of its own, or the throttle would answer for the keys.
      const address = `10.${n >> 8}.${n & 255}.1`;
      const answer = await guard.admit({ authorization: `Bearer ${secret}` }, address);
      const said = answer.admitted ? 'admitted' : answer.problem.code;
      if (said !== (kind === 'of another scope' ? 'scope_missing' : 'key_refused')) faults.push(`${kind}: ${said}`);
      const verdict = await keys.verify(secret, now);
      if (verdict.valid && kind !== 'of another scope') faults.push(`${kind}: valid`);
    }
    const leaks = log.filter((line) => [...presented].some((secret) => line.includes(secret)));
    return { attempts, faults, leaks, timingRatio: await timing(keys, held.secret) };
  } finally {
    Logger.overrideLogger(new JsonLogger(() => undefined));
    await close();
  }
}

/** Rounds, each of both kinds, so that a busy machine slows both; which comes first takes turns. */
const ROUNDS = 401;

/** Judgements of one kind in a round; one alone is too short to time. */
const JUDGEMENTS = 100;

async function timing(keys: ApiKeys, secret: string): Promise<number> {
  const ring = await keys.ring();
  const almost = changed(secret, secret.length - 1);
  const wrong = secret.slice(0, 12) + 'x'.repeat(secret.length - 12);
  const taken = async (presented: string) => {
    await setImmediate();
    const start = performance.now();
    for (let n = 0; n < JUDGEMENTS; n++) ring.judge(presented, now);
    return performance.now() - start;
  };
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const first = await taken(round % 2 === 0 ? almost : wrong);
    const second = await taken(round % 2 === 0 ? wrong : almost);
    ratios.push(round % 2 === 0 ? first / second : second / first);
  }
  return ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}
