import { type FileHandle, open, rm } from 'node:fs/promises';

/**
 * Writes all of some chunks with as few system calls as the kernel allows.
 *
 * @param position  byte of the file to begin at
 * @throws the system's error; a disk may have taken some of the bytes before
 */
export async function writeAll(file: FileHandle, chunks: readonly Uint8Array[], position: number): Promise<void> {
  let rest = chunks;
  let at = position;
  while (rest.length > 0) {
    let { bytesWritten } = await file.writev(rest, at);
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
    at += bytesWritten;
    const taken = rest.findIndex((chunk) => {
      if (bytesWritten < chunk.length) return true;
      bytesWritten -= chunk.length;
      return false;
    });
    rest = taken === -1 ? [] : [(rest[taken] as Uint8Array).subarray(bytesWritten), ...rest.slice(taken + 1)];
  }
}

/**
 * Writes a whole file, 0600, so that its bytes survive a loss of power; its name does after `syncFolder`.
 *
 * @throws the system's error; the file is gone then, since a second sync of it could succeed and prove nothing
 */
export async function writeSynced(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await writeAll(
      file,
      chunks.filter((chunk) => chunk.length > 0),
      0,
    );
    await file.datasync();
  } catch (cause) {
    await rm(path, { force: true }).catch(() => undefined);
    throw cause;
  } finally {
    await file.close();
  }
}

/** Makes names in a folder survive a loss of power; syncing a file does not cover its name. */
export async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
