import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Session } from 'chdb';

/**
 * Opens the data directory and keeps it open; every other session shares it.
 *
 * @param directory  made when missing
 * @param config     server configuration file
 * @throws {Error}   naming the directory and, where its lock tells, the process that holds it
 */
export function openData(directory: string, config: string): Session {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new Session(directory, {
      connectionArgs: [
        `--config-file=${config}`,
        // Tables are loaded before anyone asks, so that damaged parts are known at once.
        '--async_load_databases=0',
      ],
    });
  } catch (cause) {
    const holder = holderOf(directory);
    const reason = holder
      ? `process ${holder} has it open, and only one engine can; stop that one or name another directory`
      : (cause as Error).message;
    throw new Error(`cannot open the data directory ${resolve(directory)}: ${reason}`, { cause });
  }
}

/** The living process that the directory's lock file names, if any. */
function holderOf(directory: string): number | undefined {
  try {
    const pid = Number(/^PID: (\d+)/m.exec(readFileSync(join(directory, 'status'), 'utf8'))?.[1] ?? 0);
    if (pid === 0 || pid === process.pid) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EPERM' || code === 'EACCES' || code === 'ENOTDIR')
      return undefined;
    throw cause;
  }
}
