import { readdir } from 'node:fs/promises';
import { parseSegmentName } from './segment-name.js';

/** Segments whose lines are not all stored yet, by file name. */
export interface WaitingSegments {
  /** Of the doors: the service stores them by itself. */
  readonly received: readonly string[];
  /** Of `usewatch load` and of lines driven again: the same command stores them. */
  readonly loaded: readonly string[];
}

/** Segments of commands are called after their 32 hex digits. */
const LOADED = /^[0-9a-f]{32}\.ndjson$/;

/**
 * Looks which segments wait in a spool.
 *
 * @param spool  its folder; a missing one holds none
 */
export async function waitingSegments(spool: string): Promise<WaitingSegments> {
  const files = await readdir(spool).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return {
    received: files.filter((file) => parseSegmentName(file)?.part === 'data').sort(),
    loaded: files.filter((file) => LOADED.test(file)).sort(),
  };
}
