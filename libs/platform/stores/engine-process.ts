import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { liveJoined } from './joined.js';

/** Where the engine keeps what; all folders are made when missing. */
export interface EngineOptions {
  /** The engine's own files. */
  directory: string;
  /** Where request bodies and segments lie while the engine reads them. */
  spool: string;
  /** What lives only as long as the processes; joined processes are listed in its `joined`. */
  run: string;
  /** TCP port on 127.0.0.1; a free one when missing. */
  port?: number;
  /** Another TCP port on 127.0.0.1, at which the reader alone is known: for dashboards. */
  readerPort?: number;
  /** Passwords, 0600; `engine-credentials.json` beside the directory when missing. */
  credentials?: string;
  /** Milliseconds another engine may take to leave the directory: one whose parent was killed ends by itself. */
  leavesWithin?: number;
  /** Takes each line the engine says on stderr, and what happens to its process. */
  log?: (line: string) => void;
}

/** A running engine, which comes back at the same address when it dies. */
export interface EngineProcess {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly reader: { user: string; password: string };
  readonly readerPort: number | undefined;
  /** Process id of the engine that runs now. */
  readonly pid: number;
  /** Parts set aside as damaged when the engine last started; their rows are missing. */
  readonly brokenParts: readonly { database: string; table: string; part: string; reason: string }[];
  /** Lets the engine go; resolves once it has ended, or at once when a joined process keeps it. */
  stop(): Promise<void>;
  /** @returns forgets the listener */
  onRestart(listener: () => void): () => void;
}

/** Threads of the engine's Node; running queries hold half of them. */
const THREADS = '24';

/**
 * How long freed memory stays the engine's own, in milliseconds. Its default hands pages back between two segments and asks
 * for them again: with 30 seconds a load of 100,000 records faults on 10,000 pages instead of 100,000, 8 % of its time.
 */
const ALLOCATOR = 'dirty_decay_ms:30000,muzzy_decay_ms:30000';

/** Milliseconds; opening ten million rows takes a tenth of a second, loading the library cold under one. */
const START_WITHIN = 60_000;

/** Milliseconds before each attempt to bring a dead engine back. */
const ATTEMPTS = [0, 250, 1_000, 3_000, 10_000, 20_000];

/** Milliseconds an engine may take to finish its writes; it gives itself 8 seconds. */
const STOP_WITHIN = 12_000;

/** Milliseconds between two attempts to open a directory that another engine is leaving. */
const LOOK_EVERY = 250;

interface Running {
  child: ChildProcess;
  port: number;
}

/**
 * Starts the embedded engine and keeps it running.
 *
 * @returns  once it answers
 * @throws {Error} when it does not start, with its own reason: another process in its directory, a taken port, …
 */
export async function startEngine(options: EngineOptions): Promise<EngineProcess> {
  const paths = {
    directory: resolve(options.directory),
    spool: resolve(options.spool),
    joined: join(resolve(options.run), 'joined'),
    credentials: options.credentials ?? join(dirname(resolve(options.directory)), 'engine-credentials.json'),
    readerPort: options.readerPort,
  };
  const log = options.log ?? ((line) => process.stderr.write(`${line}\n`));
  const listeners = new Set<() => void>();
  let isStopping = false;
  let returning: Promise<void> = Promise.resolve();
  let running = await startOnceLeft(paths, options.port ?? 0, options.leavesWithin ?? STOP_WITHIN, log);
  let broken = await brokenIn(running.port);
  watch(running);

  function watch({ child, port }: Running): void {
    child.once('exit', (code, signal) => {
      if (isStopping) return;
      log(`engine: process ${child.pid} ended (${signal ?? `exit code ${code}`}); starting it again on port ${port}`);
      returning = bringBack(port).catch((cause: Error) => log(`engine: given up: ${cause.message}`));
    });
  }

  async function bringBack(port: number): Promise<void> {
    let last: unknown;
    for (const wait of ATTEMPTS) {
      await pause(wait);
      if (isStopping) return;
      try {
        running = await start(paths, port, log);
        if (isStopping) return await letGo(running.child, paths.joined);
        broken = await brokenIn(port);
        watch(running);
        for (const listener of listeners) listener();
        return;
      } catch (cause) {
        last = cause;
        log(`engine: ${(cause as Error).message}`);
      }
    }
    throw last;
  }

  const credentials = JSON.parse(readFileSync(paths.credentials, 'utf8')) as { usewatch: string; reader: string };
  return {
    url: `http://127.0.0.1:${running.port}`,
    user: 'usewatch',
    password: credentials.usewatch,
    reader: { user: 'reader', password: credentials.reader },
    readerPort: options.readerPort,
    get pid() {
      return running.child.pid ?? 0;
    },
    get brokenParts() {
      return broken;
    },
    async stop() {
      if (isStopping) return;
      isStopping = true;
      await letGo(running.child, paths.joined);
      // An engine on its way back is let go as soon as it arrives.
      await returning;
    },
    onRestart(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** An engine whose parent was killed finishes its writes before it lets go of the directory. */
async function startOnceLeft(
  paths: Parameters<typeof start>[0],
  port: number,
  leavesWithin: number,
  log: (line: string) => void,
): Promise<Running> {
  const until = performance.now() + leavesWithin;
  for (let isHeld = true; ; ) {
    // What an attempt says that is made again would only alarm.
    let kept: string[] | undefined = [];
    const flush = () => {
      kept?.forEach(log);
      kept = undefined;
    };
    try {
      const running = await start(paths, port, (line) => (kept === undefined ? log(line) : kept.push(line)));
      flush();
      return running;
    } catch (cause) {
      // The holder may have ended between the refusal and the look at who holds: then once more.
      const wasHeld = isHeld;
      isHeld = / has it open, /.test((cause as Error).message);
      if (performance.now() > until || !(isHeld || wasHeld)) {
        flush();
        throw cause;
      }
      await pause(LOOK_EVERY);
    }
  }
}

async function start(
  paths: {
    directory: string;
    spool: string;
    joined: string;
    credentials: string;
    readerPort: number | undefined;
  },
  port: number,
  log: (line: string) => void,
): Promise<Running> {
  const { directory, spool, joined, credentials, readerPort } = paths;
  const words = ['--data', directory, '--port', `${port}`, '--spool', spool, '--joined', joined];
  if (readerPort !== undefined) words.push('--reader-port', `${readerPort}`);
  const child = spawn(process.execPath, [builtEngine(), ...words, '--credentials', credentials], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, UV_THREADPOOL_SIZE: THREADS, NODE_OPTIONS: '', JE_MALLOC_CONF: ALLOCATOR },
    // Its own process group: the terminal's Ctrl-C is for the parent, who then lets the engine go in order.
    detached: true,
  });
  child.stdin.on('error', () => undefined);
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (said.push(line) > 20) said.shift();
    log(line);
  });
  const ready = once(createInterface({ input: child.stdout }), 'line').then(
    ([line]) => JSON.parse(String(line)) as { port: number },
  );
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(reasonIn(said) ?? `the engine ended with exit code ${code}: ${said.join(' ')}`);
  });
  ended.catch(() => undefined);
  const late = new AbortController();
  const timeout = pause(START_WITHIN, undefined, { signal: late.signal }).then(() => {
    child.kill('SIGKILL');
    throw new Error(`the engine did not start within ${START_WITHIN / 1000} seconds: ${said.join(' ')}`);
  });
  timeout.catch(() => undefined);
  try {
    return { child, port: (await Promise.race([ready, ended, timeout])).port };
  } finally {
    late.abort();
  }
}

/** What the engine itself gave as the reason it could not go on. */
function reasonIn(said: string[]): string | undefined {
  for (const line of said.toReversed()) {
    if (!line.startsWith('{')) continue;
    const { level, message } = JSON.parse(line) as { level?: string; message?: string };
    if (level === 'fatal') return message;
  }
  return undefined;
}

async function brokenIn(port: number): Promise<EngineProcess['brokenParts']> {
  const health = (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as {
    broken: EngineProcess['brokenParts'];
  };
  return health.broken;
}

async function letGo(child: ChildProcess, joined: string): Promise<void> {
  const ended = child.exitCode !== null || child.signalCode !== null ? undefined : once(child, 'exit');
  child.stdin?.end();
  if ((await liveJoined(joined, process.pid)).length > 0) {
    for (const pipe of [child.stdout, child.stderr] as unknown as { unref?(): void }[]) pipe.unref?.();
    child.unref();
    return;
  }
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
  await ended;
  clearTimeout(kill);
}

/** The compiled engine: a child runs plain JavaScript, also when its parent runs from sources as tests do. */
function builtEngine(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  const file = join(directory, 'dist/apps/engine/main.js');
  if (existsSync(file)) return file;
  throw new Error(`${file} is missing; build it with: npm run build`);
}
