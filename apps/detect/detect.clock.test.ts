import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listIncidents } from '#casebook/incidents';
import { StandingClock } from '#platform/clock';
import type { Secrets } from '#platform/secrets';
import { HOUR } from '#usage/window';
import { Warehouse } from '#warehouse/warehouse';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { loadUsage } from '../../test/support/load-usage.js';
import { DetectClock } from './detect.clock.js';
import { detectModule } from './detect.module.js';

const start = Date.UTC(2026, 2, 2);
const hammer = (account: string, hour: number) =>
  Array.from({ length: 180 }, (_, index) => {
    const at = new Date(start + hour * HOUR + index * 20_000).toISOString();
    return JSON.stringify({ source: 's', id: `${account} ${index}`, at, account, status: 429 });
  }).join('\n');

describe('the clock', () => {
  let warehouse: FreshWarehouse;
  let fresh: FreshCasebook;
  const clock = new StandingClock(new Date(start + 4 * HOUR));
  beforeAll(async () => {
    [warehouse, fresh] = await Promise.all([freshWarehouse(), freshCasebook()]);
    await loadUsage(warehouse, `${hammer('ann', 1)}\n`, clock.now());
  });
  afterAll(async () => {
    await warehouse?.close();
    await fresh?.close();
  });

  const open = async (asked: Warehouse, everySeconds: number) => {
    const { casebook } = fresh;
    const secrets = { pseudonymKey: Buffer.alloc(32, 1), identityKey: Buffer.alloc(32, 2) } as Secrets;
    const needs = { warehouse: asked, casebook, clock, secrets, config: { detect: { everySeconds } } };
    const application = await NestFactory.createApplicationContext(detectModule(needs), { logger: false });
    return { application, clock: application.get(DetectClock) };
  };
  const incidents = async () => (await listIncidents(fresh.casebook, {})).incidents.length;

  it('goes on ticking though the warehouse does not answer', async () => {
    const nowhere = Warehouse.connect({
      url: 'http://127.0.0.1:9',
      username: 'nobody',
      password: '',
      database: 'nothing',
      days: { usage: 1, fingerprint: 1, words: 1, text: 1, quarantine: 1 },
    });
    const opened = await open(nowhere, 3_600);
    await opened.clock.tick();
    await opened.clock.tick();
    await opened.application.close();
    await nowhere.close();
    expect(await incidents()).toBe(0);
  });

  it('catches up with what was missed as soon as it starts, and ticks by itself afterwards', async () => {
    const opened = await open(warehouse.warehouse, 1);
    await opened.clock.tick();
    expect(await incidents()).toBe(1);
    await loadUsage(warehouse, `${hammer('bob', 2)}\n`, clock.now());
    await expect.poll(incidents, { timeout: 20_000, interval: 200 }).toBe(2);
    await opened.application.close();
  });

  it('begins nothing once it is asked to end', async () => {
    const opened = await open(warehouse.warehouse, 3_600);
    await opened.application.close();
    await loadUsage(warehouse, `${hammer('cyd', 2)}\n`, clock.now());
    await opened.clock.tick();
    expect(await incidents()).toBe(2);
  });
});
