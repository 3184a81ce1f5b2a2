import type { Warehouse } from '#warehouse/warehouse';
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

/** When as many calls have been made. */
export function endOf(records: number): Date {
  return new Date(FROM.getTime() + records * MILLISECONDS_APART);
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
