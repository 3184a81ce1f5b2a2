import { z } from 'zod';
import type { Question } from '#usage/question';
import type { Warehouse } from '#warehouse/warehouse';
import { CommandError } from '../command.js';
import type { BenchEngine } from './bench-engine.js';
import { makeSegment } from './make-segment.js';

/** Ten million calls in thirty days. */
export const RECORDS = 10_000_000;
export const MILLISECONDS_APART = 259.2;
export const FROM = new Date('2026-10-01T00:00:00Z');

/** Calls inserted at once, and how many such inserts run side by side. */
const AT_ONCE = 250_000;
const LANES = 2;

/** The last calls are kept with their texts. */
export const TEXTS = 100_000;

const WORLD = new URL('./detect-world.sql', import.meta.url);

/** What is measured over the month, and where its calls stay for the next time. */
export interface MonthOptions {
  /** Parts of the bench; everything when empty. */
  readonly parts: readonly string[];
  /** Folder; when missing, calls are invented anew and thrown away. */
  readonly kept?: string;
}

const usageCount: Question<{ records: number }> = {
  sql: new URL('./usage-count.sql', import.meta.url),
  row: z.object({ records: z.number().int() }),
};

/** When as many calls have been made. */
export function endOf(records: number): Date {
  return new Date(FROM.getTime() + records * MILLISECONDS_APART);
}

/**
 * A database of the calls from one number to another, which are invented unless it was kept.
 *
 * @throws {CommandError} when some of them were kept only
 */
export async function grownWorld(
  engine: BenchEngine,
  database: string,
  first: number,
  until: number,
  say: (line: string) => void,
): Promise<Warehouse> {
  const warehouse = await engine.warehouse(database);
  await provideKeys(engine, warehouse);
  const [held] = await warehouse.ask(usageCount, {});
  // One call more brought the keys.
  const calls = (held?.records ?? 1) - 1;
  if (calls === 0) await growWorld(warehouse, first, until, say);
  else if (calls !== until - first) {
    throw new CommandError(
      `the folder holds ${calls} of the ${until - first} calls of ${database}; name another one, or remove it`,
    );
  }
  return warehouse;
}

/** Views refuse to run without keys, which the first segment brings. */
export async function provideKeys({ spool, keys }: BenchEngine, warehouse: Warehouse): Promise<void> {
  const line = JSON.stringify({ source: 'bench', id: 'first', at: FROM.toISOString(), account: 'first' });
  await warehouse.load(await makeSegment(spool, Buffer.from(`${line}\n`), FROM), keys);
}

/** Invents the calls from one number to another, and says how long it took. */
export async function growWorld(
  warehouse: Warehouse,
  first: number,
  until: number,
  say: (line: string) => void,
): Promise<void> {
  const began = performance.now();
  const chunks = cut(first, until);
  const lane = async () => {
    for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
      await warehouse.change(WORLD, {
        database: warehouse.databases.database,
        from: FROM,
        apart: MILLISECONDS_APART,
        ...chunk,
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const seconds = (performance.now() - began) / 1_000;
  say(`${(until - first).toLocaleString('en')} records invented and stored in ${seconds.toFixed(0)} s`);
}

/** Stretches of calls; those whose texts are kept stand alone. */
function cut(first: number, until: number): { first: number; count: number; retain: boolean }[] {
  const kept = until === RECORDS ? until - TEXTS : until;
  const chunks = [];
  for (let at = first; at < kept; at += AT_ONCE) {
    chunks.push({ first: at, count: Math.min(AT_ONCE, kept - at), retain: false });
  }
  if (kept < until) chunks.push({ first: kept, count: until - kept, retain: true });
  return chunks;
}
