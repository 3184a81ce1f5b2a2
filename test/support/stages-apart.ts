import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, parseConfig } from '#platform/config';
import { type Installation, openInstallation } from '#platform/open-installation';
import { pseudonymKeys } from '#platform/pseudonym-keys';
import { casebookServers, emptyCasebook, type FreshCasebook } from './fresh-casebook.js';
import { type RunningService, startService } from './run-service.js';
import { startedEngine } from './started-engine.js';

/** One process and what it serves. */
export interface StageProcess {
  readonly stages: readonly string[];
  readonly service: RunningService;
  readonly url: string;
}

/** Processes that serve some stages each, on servers that all of them share by URL. */
export interface StagesApart {
  /** Gone in the end. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly casebook: FreshCasebook['casebook'];
  /** Those that nobody has ended. */
  readonly running: readonly StageProcess[];
  /** Addresses of the processes that serve a stage. */
  serving(stage: string): string[];
  /** Ends one as a crash would. */
  kill(process: StageProcess | undefined): Promise<void>;
  /** Settings of whoever works at a terminal beside the processes, with a data directory of its own. */
  readonly atTerminal: Config;
  /** Opens the servers with those settings. */
  operator(): Promise<Installation>;
  close(): Promise<void>;
}

/**
 * Starts processes as an operator would in production: Debian's PostgreSQL where it is installed, the engine as a server.
 *
 * @param stages  what each process serves
 */
export async function stagesApart(stages: readonly (readonly string[])[]): Promise<StagesApart> {
  const folder = await mkdtemp(join(tmpdir(), 'usewatch-apart-'));
  // The last one is Debian's where that is installed.
  const server = casebookServers().at(-1);
  if (server === undefined) throw new Error('there is no PostgreSQL');
  const [engine, casebook] = await Promise.all([startedEngine(), server.url().then(emptyCasebook)]);
  const { url, user, password, reader } = engine.engine;
  const warehouse = new URL(url);
  warehouse.username = user;
  warehouse.password = password;
  await pseudonymKeys(parseConfig({ USEWATCH_DATA_DIR: join(folder, 'keys') }));
  const environment = {
    CLICKHOUSE_URL: warehouse.href,
    ...{ CLICKHOUSE_READER: reader.user, CLICKHOUSE_READER_PASSWORD: reader.password },
    ...{ DATABASE_URL: casebook.url, NODE_ENV: 'production' },
    USEWATCH_KEYS_FILE: join(folder, 'keys', 'secrets.json'),
    USEWATCH_DETECT_EVERY_SECONDS: '1',
  };
  const atTerminal = parseConfig({ ...environment, USEWATCH_DATA_DIR: join(folder, 'operator') });
  const begun = stages.map((served, nth) => {
    const service = startService(join(folder, `${nth}`), environment, served);
    return service.answers.then(async (url) => {
      if (url === undefined) throw new Error(`${served}: ${(await service.ended).err}`);
      return { stages: served, service, url };
    });
  });
  const outcomes = await Promise.allSettled(begun);
  let running: StageProcess[] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const kill = async (process: StageProcess | undefined) => {
    process?.service.child.kill('SIGKILL');
    await process?.service.ended;
    running = running.filter((each) => each !== process);
  };
  const close = async () => {
    await Promise.all(running.map(kill));
    await casebook.close();
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  };
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  return {
    folder,
    environment,
    casebook: casebook.casebook,
    get running() {
      return running;
    },
    serving: (stage) => running.filter((each) => each.stages.includes(stage)).map((each) => each.url),
    kill,
    atTerminal,
    operator: () => openInstallation(atTerminal, false, () => undefined),
    close,
  };
}
