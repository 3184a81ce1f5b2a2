import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { claimPatiently } from './claim.js';

/** The process that starts a store again when it dies, and what tells it from a later one under the same id; see `startOf`. */
const KEEPER = { keeper: z.number().int(), keeperSince: z.string() };

const StoresFile = z.object({
  engine: z
    .object({
      url: z.url(),
      user: z.string(),
      password: z.string(),
      reader: z.object({ user: z.string(), password: z.string() }),
      readerPort: z.number().int().optional(),
      pid: z.number().int(),
      ...KEEPER,
    })
    .optional(),
  postgres: z.object({ url: z.url(), user: z.string(), pid: z.number().int(), ...KEEPER }).optional(),
  service: z.object({ pid: z.number().int(), url: z.url() }).optional(),
});

/** What runs on a data directory: addresses, users with their passwords, process ids. */
export type StoresFile = z.infer<typeof StoresFile>;

/** Reads `run/stores.json`; nothing readable means that nothing runs. */
export async function readStoresFile(run: string): Promise<StoresFile> {
  try {
    return StoresFile.parse(JSON.parse(await readFile(join(run, 'stores.json'), 'utf8')));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (missing || error instanceof SyntaxError || error instanceof z.ZodError) return {};
    throw error;
  }
}

/** Writes `run/stores.json` at once and 0600, for it holds passwords. */
export async function writeStoresFile(run: string, stores: StoresFile): Promise<void> {
  const path = join(run, 'stores.json');
  await writeFile(`${path}.${process.pid}`, `${JSON.stringify(stores, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.${process.pid}`, path);
}

/**
 * Does something while no other process starts, stops or writes down the stores.
 *
 * @param run       folder of what runs now
 * @param patience  milliseconds to wait for another process
 * @param work      told whether the others have let us
 */
export async function alone<T>(run: string, patience: number, work: (alone: boolean) => Promise<T>): Promise<T> {
  const release = await claimPatiently(join(run, 'starting.lock'), patience);
  try {
    return await work(release !== undefined);
  } finally {
    await release?.();
  }
}
