import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineProcess, startEngine } from '#platform/stores/engine-process';

/** An engine of its own in a temporary folder, spoken to in bare HTTP. */
export interface StartedEngine {
  engine: EngineProcess;
  folder: string;
  spool: string;
  /** Lines the engine said on stderr, and what happened to its process. */
  said: string[];
  /** Sends one request; the user is `usewatch` unless named. */
  ask(sql: string | Buffer, options?: Ask): Promise<{ status: number; text: string; headers: Headers }>;
  close(): Promise<void>;
}

export interface Ask {
  user?: 'usewatch' | 'reader';
  parameters?: Record<string, string>;
  headers?: Record<string, string>;
  method?: 'GET' | 'POST';
}

/**
 * @param folder      kept from an earlier engine; a new one when missing
 * @param readerPort  at which the reader alone is known
 */
export async function startedEngine(
  folder = mkdtempSync(join(tmpdir(), 'engine-')),
  readerPort?: number,
): Promise<StartedEngine> {
  const said: string[] = [];
  const spool = join(folder, 'spool');
  const engine = await startEngine({
    directory: join(folder, 'warehouse'),
    spool,
    run: join(folder, 'run'),
    ...(readerPort === undefined ? {} : { readerPort }),
    log: (line) => said.push(line),
  });
  return {
    engine,
    folder,
    spool,
    said,
    async ask(sql, { user = 'usewatch', parameters = {}, headers = {}, method = 'POST' } = {}) {
      const password = user === 'reader' ? engine.reader.password : engine.password;
      const search = new URLSearchParams(method === 'GET' ? { ...parameters, query: String(sql) } : parameters);
      const response = await fetch(`${engine.url}/?${search}`, {
        method,
        headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password, ...headers },
        ...(method === 'POST' ? { body: new Uint8Array(Buffer.from(sql)) } : {}),
      });
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
    async close() {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
