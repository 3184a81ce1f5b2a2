import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import type { IncidentOrder } from '#casebook/incident-list';
import { countFacets, listQueue, type QueueFilter } from '#casebook/queue';
import { startPostgres } from '#platform/stores/postgres-process';
import { median } from '#statistics/median';

const WORLD = { sql: new URL('./queue-world.sql', import.meta.url), row: z.object({}) };
const VACUUM = { sql: new URL('./queue-vacuum.sql', import.meta.url), row: z.object({}) };

const FEW = 1_000;
const MANY = 100_000;

/** Times each question is asked after one to warm up; the median counts. */
const ROUNDS = 9;

/** Incidents of one page, as the pages of the desk ask for them. */
const PAGE = 100;

/** Pages followed by their cursors before the last of them is timed. */
const DEEP = 40;

const NOW = new Date('2026-10-01T00:00:00Z');
const WAITING: QueueFilter = { states: ['open', 'uncertain'], snoozed: false, now: NOW, wall: NOW };
const ALL: QueueFilter = { ...WAITING, states: undefined };

/**
 * Measures the queue's questions over a thousand incidents, then over a hundred thousand, in one casebook.
 *
 * @param say  gets a line for each question, with both times
 */
export async function benchQueue(say: (line: string) => void): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'usewatch-bench-'));
  const postgres = await startPostgres({ directory: join(place, 'postgres') });
  const casebook = await Casebook.connect({ url: postgres.url });
  try {
    await casebook.migrate();
    await grow(casebook, 1, FEW);
    const few = await measure(casebook);
    await grow(casebook, FEW + 1, MANY);
    const many = await measure(casebook);
    say(`${'milliseconds, median'.padEnd(58)} ${FEW} incidents  ${MANY} incidents`);
    for (const [name, took] of few) {
      say(`${name.padEnd(58)} ${took.toFixed(1).padStart(14)}  ${(many.get(name) ?? 0).toFixed(1).padStart(16)}`);
    }
  } finally {
    await casebook.close();
    await postgres.stop();
    await rm(place, { recursive: true, force: true });
  }
}

async function grow(casebook: Casebook, first: number, last: number): Promise<void> {
  await casebook.sql(WORLD, [first, last, NOW]);
  await casebook.sql(VACUUM);
}

async function measure(casebook: Casebook): Promise<ReadonlyMap<string, number>> {
  const first = (filter: QueueFilter, order: IncidentOrder) => () => listQueue(casebook, filter, order, PAGE);
  const cursor = await cursorOf(casebook, DEEP);
  const questions: Readonly<Record<string, () => Promise<unknown>>> = {
    'first page, waiting, most urgent first': first(WAITING, 'urgent'),
    'first page, waiting, latest first': first(WAITING, 'latest'),
    'first page, waiting, oldest first': first(WAITING, 'oldest'),
    'first page, all, most urgent first': first(ALL, 'urgent'),
    'first page, waiting, one detector, grave, opened this week': first(
      { ...WAITING, detectors: ['shared-key'], severities: ['high', 'critical'], ages: ['day', 'week'] },
      'urgent',
    ),
    'first page, waiting, somebody who has none': first(
      { ...WAITING, assignees: ['00000000-0000-0000-0000-000000000000'] },
      'urgent',
    ),
    'a page behind forty others, all, most urgent first': () => listQueue(casebook, ALL, 'urgent', PAGE, cursor),
    'facets, waiting': () => countFacets(casebook, WAITING),
    'facets, one detector, grave': () =>
      countFacets(casebook, { ...WAITING, detectors: ['shared-key'], severities: ['high', 'critical'] }),
    'first page and facets together, as the page asks': () =>
      Promise.all([listQueue(casebook, WAITING, 'urgent', PAGE), countFacets(casebook, WAITING)]),
  };
  const took = new Map<string, number>();
  for (const [name, ask] of Object.entries(questions)) took.set(name, await timed(ask));
  return took;
}

async function cursorOf(casebook: Casebook, pages: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const { cursor: next } = await listQueue(casebook, ALL, 'urgent', PAGE, cursor);
    if (next === undefined) break;
    cursor = next;
  }
  return cursor;
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  await ask();
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await ask();
    took.push(performance.now() - began);
  }
  return median(took);
}
