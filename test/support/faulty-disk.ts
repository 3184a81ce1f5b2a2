import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A disk below one folder whose syncs fail when it is told so, and which forgets what was never synced. */
export interface FaultyDisk {
  /** Syncs that failed so far. */
  readonly failures: () => number;
  /**
   * Writes what a loss of power at this moment leaves: of each file whose name was synced, the bytes of its last good sync, and of
   * what was written since perhaps some.
   *
   * @param below  a number below the one given, by chance
   */
  leave(target: string, below: (limit: number) => number): void;
  /** Gives the real disk back. */
  mend(): void;
}

/** Bytes of a file that are on the disk, and whether a failed sync has made every later one of it worthless. */
interface Durable {
  readonly bytes: Buffer;
  readonly isLost: boolean;
}

/**
 * Puts a disk that fails under every file of this process that is opened below a folder. Needs Linux.
 *
 * A failed sync behaves as Linux has it: the system's EIO once, then success for the same file although the bytes are
 * gone. Whoever syncs a file again and believes it loses what it acknowledged.
 *
 * @param directory  a folder without folders in it that matter
 * @param fails      asked before each sync, with the name of the file or of the folder itself
 */
export async function faultyDisk(directory: string, fails: (name: string) => boolean): Promise<FaultyDisk> {
  const probe = await open('/dev/null');
  const files = Object.getPrototypeOf(probe) as Pick<FileHandle, 'datasync' | 'sync'>;
  await probe.close();
  const { datasync, sync } = files;
  const durable = new Map<string, Durable>();
  let names: readonly string[] = [];
  let failures = 0;
  const through = (real: (this: FileHandle) => Promise<void>) =>
    async function (this: FileHandle): Promise<void> {
      const path = readlinkSync(`/proc/self/fd/${this.fd}`);
      const isFolder = path === directory;
      if (!isFolder && dirname(path) !== directory) return real.call(this);
      const isLost = durable.get(path)?.isLost ?? false;
      if (!isLost && fails(basename(path))) {
        failures += 1;
        if (!isFolder) durable.set(path, { bytes: durable.get(path)?.bytes ?? Buffer.alloc(0), isLost: true });
        throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO', syscall: 'fsync' });
      }
      await real.call(this);
      if (isFolder) names = readdirSync(directory);
      else if (!isLost) durable.set(path, { bytes: readFileSync(`/proc/self/fd/${this.fd}`), isLost });
    };
  files.datasync = through(datasync);
  files.sync = through(sync);
  return {
    failures: () => failures,
    leave(target, below) {
      const there = new Set(
        readdirSync(directory, { withFileTypes: true }).flatMap((e) => (e.isFile() ? [e.name] : [])),
      );
      for (const name of names) {
        const path = join(directory, name);
        const kept = durable.get(path) ?? { bytes: Buffer.alloc(0), isLost: false };
        // Removed, and the folder not synced since: the disk may know either.
        if (!there.has(name) && below(2) === 0) continue;
        const now = there.has(name) && !kept.isLost ? readFileSync(path) : kept.bytes;
        const isLonger = now.length > kept.bytes.length && now.subarray(0, kept.bytes.length).equals(kept.bytes);
        const end = isLonger ? kept.bytes.length + below(now.length - kept.bytes.length + 1) : 0;
        writeFileSync(join(target, name), isLonger ? now.subarray(0, end) : kept.bytes);
      }
    },
    mend() {
      Object.assign(files, { datasync, sync });
    },
  };
}
