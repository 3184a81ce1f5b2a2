import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copiedTemplate } from './copied-template.js';
import { type RunningService, startService } from './run-service.js';
import { runUsewatch } from './run-usewatch.js';

/** A service with a small month of misuse in it, and somebody who may do everything. */
export interface SeededDesk {
  readonly url: string;
  readonly directory: string;
  /** Path of the page where the first administrator chooses a password; it works once. */
  readonly welcome: string;
  close(): Promise<void>;
}

/** Where the demonstration's clock stands: the morning after the last tale ended. */
const CLOCK = '2026-03-10T09:00:00.000Z';

const ENVIRONMENT = { USEWATCH_RETAIN_TEXT: '1', USEWATCH_DEMO_CLOCK: CLOCK };

/** Tales with something to decide on, and the detectors that find it. */
const TALES = ['spam-supplements', 'hammering-quota'];
const DETECTORS = ['spam-campaign', 'limit-hammering'];

/** Loads the tales, judges them, adds an administrator and starts the service as a user would. */
export async function seededDesk(): Promise<SeededDesk> {
  const directory = await mkdtemp(join(tmpdir(), 'usewatch-desk-'));
  await copiedTemplate('desk', seed, directory);
  const welcome = await usewatch(directory, ['people', 'add', 'ada', 'Ada', '--role', 'admin', '--reason', 'tests']);
  const service: RunningService = startService(directory, ENVIRONMENT);
  const url = await service.answers;
  if (url === undefined) throw new Error(`the service did not start: ${(await service.ended).err}`);
  return {
    url,
    directory,
    welcome: welcome.trim(),
    async close() {
      service.child.kill('SIGINT');
      await service.ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function seed(folder: string): Promise<void> {
  // Not a copy of the usual template: a demonstration begins as one.
  for (const tale of TALES) {
    await usewatch(folder, ['load', fileURLToPath(new URL(`../stories/${tale}/usage.ndjson`, import.meta.url))]);
  }
  await usewatch(folder, ['detect', '--detector', ...DETECTORS, '--from', '2026-03-02', '--until', '2026-03-10']);
  // It says where stores ran that are gone.
  await rm(join(folder, 'run'), { recursive: true, force: true });
}

async function usewatch(directory: string, words: readonly string[]): Promise<string> {
  const { code, out, err } = await runUsewatch(directory, words, ENVIRONMENT);
  if (code !== 0) throw new Error(`usewatch ${words.join(' ')} failed: ${err}`);
  return out;
}
