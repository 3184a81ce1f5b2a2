import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { processorSeconds } from './processor-seconds.js';
import { residentMegabytes } from './resident-megabytes.js';

const MAIN = fileURLToPath(new URL('../../solo/main.js', import.meta.url));

/** The service in a process of its own, as its users run it. */
export interface RunningService {
  readonly url: string;
  /** Megabytes of memory its process holds now. */
  residentMegabytes(): number;
  /** Seconds of processor its process has had so far, its stores apart. */
  processorSeconds(): number;
  stop(): Promise<void>;
}

/**
 * Starts the service on a data directory of its own, on a free port.
 *
 * @throws {Error} when it ends before it answers
 */
export async function runService(directory: string): Promise<RunningService> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, USEWATCH_DATA_DIR: directory, USEWATCH_PORT: '0' },
    // Its log, a line for each request, is not what is measured here.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the service ended with exit code ${code} before it answered`);
  });
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  ended.catch(() => undefined);
  const url = /http:\/\/\S+/.exec(String(line))?.[0] ?? '';
  return {
    url,
    residentMegabytes: () => residentMegabytes(child.pid ?? 0),
    processorSeconds: () => processorSeconds(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
