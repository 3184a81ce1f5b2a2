import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Random } from '#demo/random';
import type { Question } from '#usage/question';
import { type FreshConsole, freshConsole } from '../support/fresh-console.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const random = new Random(SEED);
const pick = <T>(items: readonly T[]): T => items[random.below(items.length)] as T;

/** What would end a string, a statement or a comment if any were pasted into SQL. */
const PAYLOADS = [
  "'; DROP TABLE usage; --",
  "\\'; DROP TABLE usage; --",
  '"; DROP TABLE incident; --',
  '`; DROP TABLE usage',
  '*/ DROP TABLE usage /*',
  "') UNION ALL SELECT secret, 1 FROM usewatch_private.secret --",
  '1 OR 1=1',
  '{x:String}',
  '$1::text; DELETE FROM incident; --',
  "$$'\\",
  '%00',
  'x\n\nDROP TABLE usage',
];

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required?: boolean;
}

/** Every route that answers questions, as the console describes itself. */
const ROUTES = Object.entries(
  (
    JSON.parse(readFileSync(new URL('../../apps/console/openapi.json', import.meta.url), 'utf8')) as {
      paths: Record<string, { get?: { parameters?: Parameter[] } }>;
    }
  ).paths,
).flatMap(([path, { get }]) =>
  get?.parameters === undefined || get.parameters.length === 0 ? [] : [{ path, parameters: get.parameters }],
);

/** What makes a hunt reach the engine, so that a payload is not refused for want of the rest. */
const SOUND: Readonly<Record<string, string>> = {
  by: 'account',
  reason: 'a look at the case',
  name: 'draft',
  from: '2026-09-30T00:00:00Z',
  until: '2026-10-01T00:00:00Z',
};

const schemaNow: Question<{ schema: string }> = {
  sql: new URL('../support/schema-now.sql', import.meta.url),
  row: z.object({ schema: z.string() }),
};

const casebookSchemaNow: Question<{ place: string }> = {
  sql: new URL('../support/casebook-schema-now.sql', import.meta.url),
  row: z.object({ place: z.string() }),
};

let fresh: FreshWarehouse;
let desk: FreshConsole;
beforeAll(async () => {
  fresh = await freshWarehouse();
  desk = await freshConsole(fresh.warehouse);
});
afterAll(async () => {
  await desk.close();
  await fresh.close();
});

async function schemas(): Promise<string> {
  const columns = await desk.casebook.sql(casebookSchemaNow);
  const [warehouse] = await fresh.warehouse.ask(schemaNow);
  return [warehouse?.schema, ...columns.map(({ place }) => place)].join('\n');
}

/** Address of a route with a payload in one of its places: for hunts in every other round as the value of a filter, which is let through. */
function addressed(
  { path, parameters }: (typeof ROUTES)[number],
  round: number,
): { address: string; isLetThrough: boolean } {
  const filter = round % 2 === 0 ? parameters.find(({ name }) => name === 'where') : undefined;
  const hit = filter ?? pick(parameters);
  const payload = pick(PAYLOADS);
  const hostile =
    hit === filter
      ? `${pick(['model', 'error'])}:${pick(['is', 'is_not', 'contains', 'starts_with'])}:${payload.replace(/[\\:,|.]/g, '\\$&')}`
      : payload;
  const said = (parameter: Parameter) => (parameter === hit ? hostile : (SOUND[parameter.name] ?? 'a'));
  const place = parameters
    .filter(({ in: where }) => where === 'path')
    .reduce((text, parameter) => text.replace(`{${parameter.name}}`, encodeURIComponent(said(parameter))), path);
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && (parameter === hit || parameter.name in SOUND))
    .map((parameter) => `${parameter.name}=${encodeURIComponent(said(parameter))}`);
  const address = query.length === 0 ? place : `${place}?${query.join('&')}`;
  return { address, isLetThrough: filter !== undefined };
}

describe('SQL in filters, orders, searches and addresses of the console', () => {
  it(
    'is answered or refused, breaks nothing and changes no table',
    async () => {
      const { get } = await desk.person('ada', 'admin');
      const before = await schemas();
      expect(before).toContain('incident.');
      let letThrough = 0;
      for (let n = 0; n < times(250, 20_000); n += 1) {
        const route = ROUTES[n % ROUTES.length] as (typeof ROUTES)[number];
        const { address, isLetThrough } = addressed(route, Math.floor(n / ROUTES.length));
        const { statusCode, body } = await get(address);
        const told = `${REPEAT} ${address} ${body}`;
        expect(statusCode, told).toBeLessThan(500);
        // What is always refused at the door would try nothing behind it.
        if (isLetThrough) expect(statusCode, told).toBe(200);
        letThrough += isLetThrough ? 1 : 0;
      }
      expect(letThrough).toBeGreaterThanOrEqual(10);
      expect(await schemas(), REPEAT).toBe(before);
    },
    PATIENCE,
  );
});
