import { type FileHandle, open } from 'node:fs/promises';

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

/** Makes names in a folder survive a loss of power; syncing a file does not cover its name. */
export async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
