import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { median } from '#statistics/median';
import type { Warehouse } from '#warehouse/warehouse';
import { type BenchEngine, withBenchEngine } from './bench-engine.js';
import { FROM, growWorld, provideKeys } from './detect-world.js';
import { expandMacros, type Screen } from './expand-macros.js';

/** Calls of the demonstration's month, in round numbers. */
const CALLS = 200_000;

/** Times each question is asked after one to warm up; the median counts. */
const ROUNDS = 3;

/** Milliseconds that a question may take; people wait for twenty of them at once. */
const ALLOWED = 500;

/** What a question took, in milliseconds: on the wall, and of processor, which does not grow when others are busy. */
interface Took {
  readonly panel: string;
  readonly wall: number;
  readonly processor: number;
}

const ASKED = new URL('./asked-as-it-is.sql', import.meta.url);

const Panels = z.object({
  title: z.string(),
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ rawSql: z.string() })).default([]) })),
});

/**
 * Measures every panel's question over a month of the demonstration's size, against a question that reads nothing.
 *
 * @param say  gets a line for each dashboard, and one for each question that takes longer than allowed
 */
export function benchDashboards(say: (line: string) => void): Promise<void> {
  return withBenchEngine(async (engine) => {
    // The embedded engine lets its reader see this database alone.
    const warehouse = await engine.warehouse('usewatch');
    await provideKeys(engine, warehouse);
    await growWorld(warehouse, 0, CALLS, say);
    for (const world of ['facts', 'members', 'runs']) {
      const sql = new URL(`./dashboard-${world}.sql`, import.meta.url);
      await warehouse.change(sql, { database: warehouse.databases.database, from: FROM });
    }
    const until = new Date(FROM.getTime() + 30 * 86_400_000);
    const screen: Screen = { from: FROM, until, intervalSeconds: 86_400 };
    const nothing = await ask(engine, warehouse, { title: 'nothing', rawSql: 'SELECT 1' });
    say(`a question that reads nothing: ${told(nothing)}; the bar of each question: ${ALLOWED} ms`);
    const folder = join(process.cwd(), 'dashboards', 'provisioned');
    const all: Took[] = [];
    for (const file of (await readdir(folder)).sort()) {
      const { title, panels } = Panels.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
      const took: Took[] = [];
      for (const panel of panels) {
        for (const { rawSql } of panel.targets) {
          const asked = { title: panel.title, rawSql: expandMacros(rawSql, screen) };
          took.push(await ask(engine, warehouse, asked));
        }
      }
      summarise(title, took, say);
      all.push(...took);
    }
    summarise('All', all, say);
  });
}

function summarise(title: string, took: readonly Took[], say: (line: string) => void): void {
  const slowest = took.reduce((one, other) => (one.processor > other.processor ? one : other));
  const middle = { wall: median(took.map(({ wall }) => wall)), processor: median(took.map((each) => each.processor)) };
  say(
    `${title}: ${took.length} questions, median ${told(middle)}; slowest ${told(slowest)} (${slowest.panel}); bar ${ALLOWED} ms`,
  );
  for (const each of took) if (each.wall > ALLOWED) say(`  above ${ALLOWED} ms: ${each.panel}, ${told(each)}`);
}

function told({ wall, processor }: Omit<Took, 'panel'>): string {
  return `${wall.toFixed(0)} ms (${processor.toFixed(0)} of processor)`;
}

async function ask(
  engine: BenchEngine,
  warehouse: Warehouse,
  { title, rawSql }: { readonly title: string; readonly rawSql: string },
): Promise<Took> {
  const took: number[] = [];
  let had = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    if (round === 1) had = engine.processorSeconds();
    const began = performance.now();
    await warehouse.ask({ sql: ASKED, row: z.unknown(), marks: { query: rawSql } });
    if (round > 0) took.push(performance.now() - began);
  }
  return { panel: title, wall: median(took), processor: (1_000 * (engine.processorSeconds() - had)) / ROUNDS };
}
