import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Ended } from './run-usewatch.js';

const MAIN = fileURLToPath(new URL('../../dist/apps/solo/main.js', import.meta.url));

/** A service of its own process. */
export interface RunningService {
  readonly child: ChildProcess;
  readonly pid: number;
  /** The address it printed; undefined when it ended without. */
  readonly answers: Promise<string | undefined>;
  /** What it has written to its standard output so far. */
  printed(): string;
  /** What it has written to its standard error so far: its log, where it serves. */
  logged(): string;
  readonly ended: Promise<Ended>;
}

/**
 * Starts the service from the build, as a user would, on a free port unless the environment names one.
 *
 * @param environment  variables beside the data directory
 * @param stages       what it serves; everything when there are none
 */
export function startService(
  dataDirectory: string,
  environment: Readonly<Record<string, string>> = {},
  stages: readonly string[] = [],
): RunningService {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [MAIN, ...stages], {
    env: { PATH, HOME, USEWATCH_PORT: '0', USEWATCH_DATA_DIR: dataDirectory, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  const answers = new Promise<string | undefined>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk;
      const url = /^Usewatch answers at (http:\/\/127\.0\.0\.1:\d+) \(Ctrl-C ends it\)$/m.exec(out)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', () => resolve(undefined));
  });
  // Not `close`: the stores may hold its standard error a little longer.
  const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, pid: child.pid ?? 0, answers, printed: () => out, logged: () => err, ended };
}
