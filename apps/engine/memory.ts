import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryHere } from '#platform/memory-here';

/** Bytes; the engine's default of 5 GiB would fill a small machine with an index cache alone. */
const MARK_CACHE = 256 * 1024 * 1024;

/** Share of the memory this process may use; the rest is for Node, PostgreSQL and the page cache. */
const SHARE = 0.6;

/**
 * Writes the engine's server configuration.
 *
 * Limits and the time zone are read once, from a file, by the first session; there is no later moment to set them.
 *
 * @param directory  where the file goes
 * @returns          its path
 */
export function configure(directory: string): string {
  const file = join(directory, '.engine.xml');
  const settings = {
    timezone: 'UTC',
    mark_cache_size: MARK_CACHE,
    max_server_memory_usage: Math.floor(memoryHere() * SHARE),
  };
  const lines = Object.entries(settings).map(([name, value]) => `  <${name}>${value}</${name}>\n`);
  writeFileSync(file, `<clickhouse>\n${lines.join('')}</clickhouse>\n`, { mode: 0o600 });
  return file;
}
