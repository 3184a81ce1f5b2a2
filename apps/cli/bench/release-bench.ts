import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { type PostgresOptions, startPostgres } from '#platform/stores/postgres-process';
import { quarterNamed } from '#publish/quarter';
import type { Warehouse } from '#warehouse/warehouse';
import { nameReleaseSigner } from '../../publish/approve-release.js';
import { checkQuarter } from '../../publish/check-release.js';
import { measureQuarter } from '../../publish/measure-release.js';
import { freezeQuarter, planQuarter } from '../../publish/plan-release.js';
import type { ReleaseWork } from '../../publish/release-work.js';
import { systemBytes } from '../../publish/system-bytes.js';
import { withBenchEngine } from './bench-engine.js';
import { provideKeys } from './detect-world.js';

const INCIDENTS = { sql: new URL('./release-incidents.sql', import.meta.url), row: z.object({}) };
const INDEX = { sql: new URL('./release-index.sql', import.meta.url), row: z.object({}) };
const QUIET = { sql: new URL('./release-quiet.sql', import.meta.url), row: z.object({}) };
const VACUUM = { sql: new URL('./release-vacuum.sql', import.meta.url), row: z.object({}) };
const USAGE = new URL('./release-usage.sql', import.meta.url);

/** Incidents confirmed in one quarter, unless somebody wants another number. */
const MANY = 1_000_000;

/** Calls invented at once. */
const AT_ONCE = 100_000;

/** PostgreSQL while it is planted: nothing of it has to outlive a crash. It is measured with the settings of every installation. */
const PLANTING = {
  ...{ fsync: 'off', full_page_writes: 'off', max_wal_size: '8GB' },
  ...{ shared_buffers: '1GB', maintenance_work_mem: '256MB', work_mem: '256MB' },
};

/** Seconds of the quarter that calls are spread over; less than all of it, so that none falls beyond. */
const SPREAD = 92 * 86_400 - 1;

const PERIOD = '2026-Q3';
const { window } = quarterNamed(PERIOD) ?? { window: { from: new Date(0), until: new Date(0) } };

type Say = (line: string) => void;

/**
 * Measures a full release of many confirmed incidents, from `measure` until its checked files are written.
 *
 * @param say   gets a line for each step, with its seconds
 * @param many  incidents confirmed in the quarter
 */
export async function benchRelease(say: Say, many = MANY): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'usewatch-bench-'));
  const directory = join(place, 'postgres');
  const steps = stepTimer(say);
  try {
    await withCasebook({ directory, settings: PLANTING }, async (casebook) => {
      await casebook.migrate();
      steps.begin(`planting ${many.toLocaleString('en')} confirmed incidents`);
      await casebook.sql(QUIET);
      await casebook.sql(INCIDENTS, [0, many - 1, window.until]);
      await casebook.sql(INDEX);
      await casebook.sql(VACUUM);
    });
    await withBenchEngine(async (engine) => {
      const warehouse = await engine.warehouse('release');
      await provideKeys(engine, warehouse);
      steps.begin('planting their calls');
      await plantCalls(warehouse, many);
      steps.end();
      const before = { ours: process.cpuUsage(), engine: engine.processorSeconds() };
      await withCasebook({ directory }, async (casebook) => {
        const took = await release({ casebook, warehouse, directory: join(place, 'releases') }, steps);
        say(`${took.toFixed(1).padStart(6)} s  from measure to files`);
      });
      const { user, system } = process.cpuUsage(before.ours);
      say(`${((user + system) / 1e6).toFixed(1).padStart(6)} s  of processor in this process`);
      say(`${(engine.processorSeconds() - before.engine).toFixed(1).padStart(6)} s  of processor in the engine`);
    });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Works with a PostgreSQL that goes on from where the last one on its directory ended. */
async function withCasebook(options: PostgresOptions, work: (casebook: Casebook) => Promise<void>): Promise<void> {
  const postgres = await startPostgres(options);
  try {
    const casebook = await Casebook.connect({ url: postgres.url });
    try {
      await work(casebook);
    } finally {
      await casebook.close();
    }
  } finally {
    await postgres.stop();
  }
}

async function plantCalls(warehouse: Warehouse, many: number): Promise<void> {
  const { database } = warehouse.databases;
  for (let first = 0; first < many; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, many - first);
    await warehouse.change(USAGE, { database, from: window.from, seconds: SPREAD, first, count });
  }
}

/** @returns seconds from the beginning of measuring until the files are written */
async function release(
  stores: Pick<ReleaseWork, 'casebook' | 'warehouse' | 'directory'>,
  steps: ReturnType<typeof stepTimer>,
): Promise<number> {
  const on = (days: number): ReleaseWork => ({
    ...stores,
    ...{ secrets: { releaseKey: Buffer.alloc(32, 7) }, bytes: systemBytes, actor: 'bench', demo: true },
    at: new Date(window.until.getTime() + days * 86_400_000),
    tell: ({ step }) => steps.begin(step),
  });
  await planQuarter(on(-45), { period: PERIOD, models: ['aurel', 'quill', 'vireo'] });
  await freezeQuarter(on(-44), PERIOD);
  await nameReleaseSigner(on(-44), 'second', generateKeyPairSync('ed25519').privateKey);
  const began = performance.now();
  await measureQuarter(on(1), PERIOD);
  steps.begin('attacking it and writing files');
  await checkQuarter(on(2), PERIOD);
  steps.end();
  return (performance.now() - began) / 1_000;
}

/** Says how long each step took once the next one begins. */
function stepTimer(say: Say): { begin(step: string): void; end(): void } {
  let current: { step: string; began: number } | undefined;
  const end = () => {
    if (current === undefined) return;
    const seconds = (performance.now() - current.began) / 1_000;
    say(`${seconds.toFixed(1).padStart(6)} s  ${current.step}`);
    current = undefined;
  };
  return {
    end,
    begin(step) {
      if (step === current?.step) return;
      end();
      current = { step, began: performance.now() };
    },
  };
}
