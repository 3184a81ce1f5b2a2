import { createServer } from 'node:net';
import { join as path } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#platform/config';
import { type Installation, openInstallation } from '#platform/open-installation';
import { claim, holderOf } from '#platform/stores/claim';
import { InstallationError, openDataDirectory } from '#platform/stores/data-directory';
import { alone, readStoresFile, type StoresFile, writeStoresFile } from '#platform/stores/stores-file';
import { Readiness } from '../console/readiness.js';
import { createApplication } from './create-application.js';
import { STAGES, type Stage } from './stages.js';

/** Some stages in one process, with the stores beside it unless they are servers. */
export interface Service {
  readonly installation: Installation;
  /** Opens the doors and starts the clock. @returns the address it answers at */
  listen(): Promise<string>;
  /**
   * Ends in this order: not ready any more; no new connections; answers to what is under way; every stage's own end,
   * such as the spool's (`onApplicationShutdown`); the stores.
   *
   * @param noticeMilliseconds  for which requests are still taken, so that whoever sends them learns to turn elsewhere
   */
  close(noticeMilliseconds?: number): Promise<void>;
}

/**
 * Claims the data directory and the port, then opens the installation; the doors stay shut until `listen`.
 *
 * @param stages  what it serves; all of them when absent
 * @throws {InstallationError} when another service works on the data directory, or the port is taken
 */
export async function openService(
  config: Config,
  log: (line: string) => void,
  stages: readonly Stage[] = STAGES,
): Promise<Service> {
  const directory = await openDataDirectory(config.dataDirectory);
  const lock = path(directory.run, 'service.lock');
  const release = await claim(lock);
  if (release === undefined) {
    const [{ service }, holder] = await Promise.all([readStoresFile(directory.run), holderOf(lock)]);
    throw new InstallationError(
      `another service (process ${holder}${service === undefined ? '' : `, ${service.url}`}) works on ${directory.path}; stop it, or name another folder in USEWATCH_DATA_DIR`,
    );
  }
  let installation: Installation;
  try {
    await checkPort(config.http);
    installation = await openInstallation(config, true, log);
  } catch (error) {
    await release();
    throw error;
  }
  let application: NestFastifyApplication | undefined;
  return {
    installation,
    async listen() {
      const doors = await createApplication(installation, stages);
      application = doors;
      await doors.listen(config.http.port, config.http.host);
      const url = (await doors.getUrl()).replace('[::1]', '127.0.0.1');
      await writeDown(directory.run, { pid: process.pid, url });
      return url;
    },
    async close(noticeMilliseconds = 0) {
      if (application !== undefined) {
        application.get(Readiness).stop();
        await pause(noticeMilliseconds);
        await closeDoors(application);
      }
      await writeDown(directory.run, undefined);
      await installation.close();
      await release();
    },
  };
}

/** Milliseconds a request may still take once the doors close; slower ones are cut off, and were not acknowledged. */
const ANSWER_WITHIN = 5_000;

async function closeDoors(application: NestFastifyApplication): Promise<void> {
  const late = setTimeout(() => application.getHttpServer().closeAllConnections(), ANSWER_WITHIN);
  try {
    await application.close();
  } finally {
    clearTimeout(late);
  }
}

/** Milliseconds to wait for a process that starts the stores, before the service is written down all the same. */
const WRITE_WITHIN = 2_000;

/** Says in `stores.json` where the service answers, or that there is none. */
function writeDown(run: string, service: StoresFile['service']): Promise<void> {
  return alone(run, WRITE_WITHIN, async () => {
    const { service: _before, ...stores } = await readStoresFile(run);
    await writeStoresFile(run, service === undefined ? stores : { ...stores, service });
  });
}

/** Finds out before minutes of work that the port cannot be had. */
async function checkPort({ host, port }: Config['http']): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(port, host, resolve);
  }).catch((cause: NodeJS.ErrnoException) => {
    throw new InstallationError(
      cause.code === 'EADDRINUSE'
        ? `port ${port} on ${host} is taken; stop what listens there, or name another one in USEWATCH_PORT`
        : `port ${port} on ${host} cannot be had (${cause.code}); name another one in USEWATCH_PORT`,
      { cause },
    );
  });
  await new Promise((resolve) => probe.close(resolve));
}

/** Milliseconds an orderly end may take before the process goes anyway. */
const END_WITHIN = 10_000;

/** Milliseconds; whoever sends SIGTERM has others ask for readiness about once a second. Ctrl-C has nobody waiting. */
const NOTICE = { SIGTERM: 1_000, SIGINT: 0 };

/** Ends the service in order on SIGTERM and Ctrl-C, and at once on the second one. */
export function endOnSignals(service: Service): void {
  let ending = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      setTimeout(() => process.exit(1), END_WITHIN).unref();
      service.close(NOTICE[signal]).then(
        () => process.exit(0),
        (error: Error) => {
          process.stderr.write(`${error.message}\n`);
          process.exit(1);
        },
      );
    });
  }
}
