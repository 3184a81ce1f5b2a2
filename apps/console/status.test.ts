import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshConsole, freshConsole } from '../../test/support/fresh-console.js';
import { type FreshWarehouse, freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { loadUsage } from '../../test/support/load-usage.js';
import type { Status } from './status/status-shape.js';

let fresh: FreshWarehouse;
let desk: FreshConsole;
let lost: FreshConsole;
beforeAll(async () => {
  fresh = await freshWarehouse();
  desk = await freshConsole(fresh.warehouse);
  lost = await freshConsole();
  const now = desk.clock.now().getTime();
  // A source that sent every other hour for two days and stopped nine hours ago.
  const hours = Array.from({ length: 24 }, (_, index) => now - (9 + 2 * index) * 3_600_000);
  const books = hours.map((hour) => ({
    received_hour: hour / 1_000,
    source: 'gateway',
    segment: `${hour}`,
    outcome: 'stored',
    lines: 1,
  }));
  await fresh.warehouse.write('book', books);
  const at = new Date(now - 30 * 3_600_000);
  const line = { source: 'gateway', id: '1', at: at.toISOString(), account: 'acme' };
  await loadUsage(fresh, `${JSON.stringify(line)}\n`, at);
});
afterAll(async () => {
  await Promise.all([desk.close(), lost.close()]);
  await fresh.close();
});

async function status(of: FreshConsole): Promise<Status> {
  const answer = await (await of.person('vera', 'viewer')).get('/v1/status');
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

describe('the status of the installation', () => {
  it('names a source that has stopped and detectors that are behind, gravest first', async () => {
    const { state, alarms } = await status(desk);
    expect(state).toBe('alarm');
    expect(alarms[0]).toMatchObject({ name: 'detector-lag', state: 'alarm', unit: 'hours' });
    const gap = alarms.find(({ name }) => name === 'ingest-gap');
    expect(gap).toMatchObject({
      about: 'gateway',
      state: 'alarm',
      because: expect.stringMatching(/longest pause .* was 1: see/),
    });
    const calm = alarms.filter(({ state: each }) => each === 'calm').map(({ name, about }) => `${name} ${about}`);
    expect(calm).toEqual(expect.arrayContaining(['clock-skew casebook', 'clock-skew warehouse', 'budget-left 2026']));
  });

  it('says what it cannot tell while the warehouse is away, and tells the rest', async () => {
    const { state, alarms } = await status(lost);
    expect(state).toBe('unknown');
    const unknown = alarms.filter(({ state: each }) => each === 'unknown').map(({ name }) => name);
    expect(unknown.sort()).toEqual(['clock-skew', 'detector-lag', 'ingest-gap']);
    expect(alarms.find(({ name }) => name === 'budget-left')).toMatchObject({ state: 'calm' });
  });

  it('is nobody’s business without a right to it', async () => {
    const publisher = await desk.person('paula', 'publisher');
    expect((await publisher.get('/v1/status')).statusCode).toBe(403);
    const headers = { authorization: `Bearer ${await desk.key(['metrics:read'])}` };
    expect((await desk.application.inject({ url: '/v1/status', headers })).statusCode).toBe(200);
  });

  it('stands among the metrics, a line an alarm', async () => {
    const { payload } = await desk.application.inject({ url: '/metrics' });
    expect(payload).toMatch(/usewatch_alarm_state\{alarm="ingest-gap",about="gateway"\} 3/);
    expect(payload).toMatch(/usewatch_alarm_value\{alarm="clock-skew",about="warehouse",unit="seconds"\} \d/);
  });
});
