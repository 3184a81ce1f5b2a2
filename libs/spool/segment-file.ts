import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** SHA-256 of some bytes, hex. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Writes a segment so that it survives the death of this process: 0600, synced before it returns.
 *
 * @param spool  folder of segments, made when missing
 * @param id     32 hex digits
 * @returns      its path
 */
export async function writeSegment(spool: string, id: string, body: Uint8Array): Promise<string> {
  await mkdir(spool, { recursive: true, mode: 0o700 });
  const path = join(spool, `${id}.ndjson`);
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(body);
    await file.datasync();
  } finally {
    await file.close();
  }
  return path;
}

/** Removes a segment whose lines are stored. */
export async function removeSegment(path: string): Promise<void> {
  await rm(path, { force: true });
}
