import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { median } from '#statistics/median';
import type { Warehouse } from '#warehouse/warehouse';
import { withBenchEngine } from './bench-engine.js';
import { FROM, growWorld, provideKeys } from './detect-world.js';
import { expandMacros, type Screen } from './expand-macros.js';

/** Calls of the demonstration's month, in round numbers. */
const CALLS = 200_000;

/** Times each question is asked after one to warm up; the median counts. */
const ROUNDS = 3;

/** Milliseconds that a question may take; people wait for twenty of them at once. */
const ALLOWED = 500;

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
    say(`a question that reads nothing: ${(await milliseconds(warehouse, 'SELECT 1')).toFixed(0)} ms`);
    const folder = join(process.cwd(), 'dashboards', 'provisioned');
    for (const file of (await readdir(folder)).sort()) {
      const { title, panels } = Panels.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
      const took: { readonly panel: string; readonly ms: number }[] = [];
      for (const panel of panels) {
        for (const { rawSql } of panel.targets) {
          took.push({ panel: panel.title, ms: await milliseconds(warehouse, expandMacros(rawSql, screen)) });
        }
      }
      const slowest = took.reduce((one, other) => (one.ms > other.ms ? one : other));
      say(
        `${title}: ${took.length} questions, median ${median(took.map(({ ms }) => ms)).toFixed(0)} ms, slowest ${slowest.ms.toFixed(0)} ms (${slowest.panel})`,
      );
      for (const { panel, ms } of took) if (ms > ALLOWED) say(`  above ${ALLOWED} ms: ${panel}, ${ms.toFixed(0)} ms`);
    }
  });
}

async function milliseconds(warehouse: Warehouse, query: string): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const began = performance.now();
    await warehouse.ask({ sql: ASKED, row: z.unknown(), marks: { query } });
    if (round > 0) took.push(performance.now() - began);
  }
  return median(took);
}
