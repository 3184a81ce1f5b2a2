import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ApiKeys } from '#casebook/api-keys';
import { Random } from '#demo/random';
import { parseConfig } from '#platform/config';
import { openInstallation } from '#platform/open-installation';
import { readStoresFile } from '#platform/stores/stores-file';
import type { Question } from '#usage/question';
import { deliver, usageLine } from '../support/deliver.js';
import { freshDirectory } from '../support/fresh-directory.js';
import { type RunningService, startService } from '../support/run-service.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const rollupsAgree: Question<Record<string, number>> = {
  sql: new URL('../support/rollups-agree.sql', import.meta.url),
  row: z.record(z.string(), z.number()),
};

const random = new Random(SEED);
let directory: string;
let service: RunningService;
let url: string;
let secret: string;

beforeAll(async () => {
  directory = await freshDirectory();
  await begin();
  secret = await beside(async ({ casebook, secrets, clock }) => {
    const wanted = { name: 'kills', scopes: ['usage:write' as const], source: 'kills', expiresAt: null };
    return (await new ApiKeys(casebook, secrets.apiKeyPepper).create(wanted, clock.now())).secret;
  });
});
afterAll(async () => {
  service.child.kill('SIGKILL');
  await pause(500);
  await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
});

async function begin(): Promise<void> {
  service = startService(directory);
  const answers = await service.answers;
  if (answers === undefined) throw new Error((await service.ended).err);
  url = answers;
}

/** Works on the stores of the running service. */
async function beside<T>(work: (installation: Awaited<ReturnType<typeof openInstallation>>) => Promise<T>): Promise<T> {
  const installation = await openInstallation(parseConfig({ USEWATCH_DATA_DIR: directory }), false, () => undefined);
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

/** Kills a process that may just have ended by itself. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Lines of a body: some with texts, every tenth one refused. */
const LINES = 20;

function body(n: number): string {
  return Array.from({ length: LINES }, (_, m) =>
    usageLine('kills', {
      id: `${n}/${m}`,
      account: `account ${m % 7}`,
      ...(m % 2 === 0 ? { prompt: `please tell me all about topic ${n} and ${m} in a few friendly words` } : {}),
      ...(m % 10 === 9 ? { input_tokens: -1 } : {}),
    }),
  ).join('\n');
}

describe('kill -9', () => {
  it(
    'of service or engine at any moment loses nothing acknowledged and doubles nothing',
    async () => {
      const secret = await beside(async ({ casebook, secrets, clock }) => {
        const wanted = { name: 'kills', scopes: ['usage:write' as const], source: 'kills', expiresAt: null };
        return (await new ApiKeys(casebook, secrets.apiKeyPepper).create(wanted, clock.now())).secret;
      });
      const rounds = times(2, 50);
      let [next, acknowledged] = [0, 0];
      for (let round = 0; round < rounds; round += 1) {
        let isOver = false;
        const senders = Array.from({ length: 4 }, async () => {
          while (!isOver) {
            const n = next++;
            // A retry bears the same key; it is tried until the service is back and has said yes.
            for (;;) {
              const sent = await deliver(url, body(n), { secret, headers: { 'idempotency-key': `${n}` } }).catch(
                () => undefined,
              );
              if (sent?.status === 202) break;
              await pause(100);
            }
            acknowledged += 1;
            await pause(times(20, 5));
          }
        });
        await pause(300 + random.below(1_500));
        if (random.below(3) === 0) {
          const { engine } = await readStoresFile(join(directory, 'run'));
          if (engine !== undefined) kill(engine.pid);
          await pause(500);
        } else {
          service.child.kill('SIGKILL');
          await service.ended;
          await begin();
        }
        isOver = true;
        await Promise.all(senders);
      }
      expect(acknowledged).toBe(next);
      // A loader that met a dead engine waits up to ten seconds before it looks again.
      const headers = { 'idempotency-key': 'last' };
      for (let state = ''; state !== 'stored'; ) {
        const last = await deliver(url, usageLine('kills', { id: 'last' }), { secret, wait: true, headers });
        state = last.body.state;
        if (state === 'stored') expect(last.body).toMatchObject({ stored: 1, duplicate: 0 });
      }
      const [found] = await beside(({ warehouse }) => warehouse.ask(rollupsAgree));
      const records = next * LINES * 0.9 + 1;
      expect(found, REPEAT).toEqual({
        records,
        ids: records,
        hourly: records,
        by_ten_minutes: records,
        daily: records,
        arrived: records,
        fingerprints: (next * LINES) / 2,
        booked: records,
        quarantined: found?.booked_quarantined,
        booked_quarantined: found?.booked_quarantined,
      });
      // A batch that was synced but not acknowledged may come again, and its refused lines are then refused again.
      expect(found?.quarantined).toBeGreaterThanOrEqual(next * LINES * 0.1);
    },
    PATIENCE,
  );

  it('between a batch and its retry leaves the retry the books it had', async () => {
    const again = usageLine('kills', { id: 'again' });
    const headers = { 'idempotency-key': 'again' };
    expect((await deliver(url, again, { secret, wait: true, headers })).body).toMatchObject({ stored: 1 });
    service.child.kill('SIGKILL');
    await service.ended;
    await begin();
    const retry = await deliver(url, again, { secret, wait: true, headers });
    expect(retry.headers.get('idempotent-replayed')).toBe('true');
    expect(retry.body).toMatchObject({ state: 'stored', stored: 1, duplicate: 0 });
  });
});
