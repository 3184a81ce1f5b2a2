import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import { describe, expect, it } from 'vitest';
import { freshWarehouse } from '../../test/support/fresh-warehouse.js';
import { configure } from './memory.js';

describe('the memory of the engine', () => {
  it('is bounded by what this process may use, in a file that is its owner’s', () => {
    const directory = mkdtempSync(join(tmpdir(), 'usewatch-memory-'));
    try {
      const file = configure(directory);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const limit = Number(/<max_server_memory_usage>(\d+)</.exec(readFileSync(file, 'utf8'))?.[1]);
      expect(limit).toBeGreaterThan(0);
      expect(limit).toBeLessThanOrEqual(Math.floor(totalmem() * 0.6));
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it.skipIf(process.env.CLICKHOUSE_URL !== undefined)('is what a running engine was told', async () => {
    const { owner, close } = await freshWarehouse();
    const client = createClient({ url: owner.url, username: owner.username, password: owner.password });
    try {
      const answer = await client.query({
        query: `SELECT name, toUInt64(value) <= toUInt64({most:String}) AS holds FROM system.server_settings
                WHERE name IN ('max_server_memory_usage', 'mark_cache_size') AND changed ORDER BY name`,
        query_params: { most: String(Math.floor(totalmem() * 0.6)) },
        format: 'JSONEachRow',
      });
      expect(await answer.json()).toEqual([
        { name: 'mark_cache_size', holds: 1 },
        { name: 'max_server_memory_usage', holds: 1 },
      ]);
    } finally {
      await client.close();
      await close();
    }
  });

  it.skipIf(process.env.CLICKHOUSE_URL !== undefined)('bounds one statement, and the next is answered', async () => {
    const { owner, close } = await freshWarehouse();
    const client = createClient({ url: owner.url, username: owner.username, password: owner.password });
    const greedy = 'SELECT count() FROM (SELECT number FROM numbers(100000000) GROUP BY number)';
    try {
      const clickhouse_settings = { max_memory_usage: '50000000', max_bytes_before_external_group_by: '0' } as const;
      await expect(client.query({ query: greedy, clickhouse_settings })).rejects.toThrow(/memory limit exceeded/i);
      const answer = await client.query({ query: 'SELECT 1 AS one', format: 'JSONEachRow' });
      expect(await answer.json()).toEqual([{ one: 1 }]);
    } finally {
      await client.close();
      await close();
    }
  });
});
