import { sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type FreshConsole, freshConsole } from '../../test/support/fresh-console.js';
import { freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { Readiness } from './readiness.js';

const running = async (): Promise<FreshConsole> => {
  const { warehouse, close } = await freshWarehouse();
  onTestFinished(close);
  const desk = await freshConsole(warehouse);
  onTestFinished(() => desk.close());
  return desk;
};

describe('readiness', () => {
  it('holds when both stores answer and every migration is applied', async () => {
    const { application } = await running();
    const answer = await application.inject('/health/ready');
    expect(answer.json()).toMatchObject({
      status: 'ready',
      parts: { warehouse: { ready: true }, casebook: { ready: true }, migrations: { ready: true } },
    });
    expect(answer.statusCode).toBe(200);
  });

  it('is refused with 503 while the warehouse is unreachable, though the process lives', async () => {
    const desk = await freshConsole();
    onTestFinished(() => desk.close());
    expect((await desk.application.inject('/health/ready')).statusCode).toBe(503);
    expect((await desk.application.inject('/health/live')).json()).toEqual({ status: 'live' });
  });

  it('falls for good when the service is told to stop', async () => {
    const { application } = await running();
    application.get(Readiness).stop();
    const answer = await application.inject('/health/ready');
    expect([answer.statusCode, answer.json().status]).toEqual([503, 'stopping']);
    expect((await application.inject('/health/live')).statusCode).toBe(200);
  });

  it('is refused while the spool takes nothing, and says which part it is', async () => {
    const { warehouse, close } = await freshWarehouse();
    onTestFinished(close);
    let full = true;
    const desk = await freshConsole(warehouse, false, async () => {
      if (full) throw new Error('the spool is full');
    });
    onTestFinished(() => desk.close());
    const refused = await desk.application.inject('/health/ready');
    expect([refused.statusCode, refused.json().parts.spool.ready]).toEqual([503, false]);
    full = false;
    expect((await desk.application.inject('/health/ready')).statusCode).toBe(200);
  });

  it('is refused when a migration this version knows is not applied', async () => {
    const { application, casebook } = await running();
    await casebook.db.execute(sql`DELETE FROM migration WHERE name = '0005_api_key.sql'`);
    expect((await application.inject('/health/ready')).json()).toMatchObject({
      parts: { casebook: { ready: true }, migrations: { ready: false } },
    });
  });
});

describe('the front page', () => {
  it('says DEMO where everything is invented, and only there', async () => {
    for (const demo of [true, false]) {
      const desk = await freshConsole(undefined, demo);
      onTestFinished(() => desk.close());
      const page = await desk.application.inject('/');
      expect(page.headers['content-type']).toMatch(/^text\/html/);
      expect(page.body.includes('DEMO')).toBe(demo);
      expect(page.body, 'no script stands in the page').not.toMatch(/<script(?![^>]* src=)/);
    }
  });
});
