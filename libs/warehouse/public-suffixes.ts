import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { domainToASCII } from 'node:url';
import type { ClickHouseClient } from '@clickhouse/client';
import { privateDatabase, type Rendering, render } from './render.js';

const FILE = new URL('../../migrations/data/public-suffixes.txt', import.meta.url);

/**
 * Fills the public suffixes of the warehouse from the file that comes with the program, when it has others.
 *
 * New rules are there before the old ones go, so that a text loaded meanwhile is judged by either.
 *
 * @param client  connected as the owner
 */
export async function providePublicSuffixes(client: ClickHouseClient, rendering: Rendering): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const digest = createHash('sha256').update(text).digest('hex');
  const table = `${privateDatabase(rendering.database)}.public_suffix`;
  const answer = await client.query({ query: `SELECT DISTINCT digest FROM ${table}`, format: 'JSONEachRow' });
  const found = (await answer.json<{ digest: string }>()).map((row) => row.digest);
  if (found.length === 1 && found[0] === digest) return;
  const rules = text.split('\n').filter((line) => line !== '' && !line.startsWith('//'));
  const values = [...new Set(rules.flatMap((rule) => [rule, inAscii(rule)]))].map((rule) => ({ rule, digest }));
  if (!found.includes(digest)) await client.insert({ table, values, format: 'JSONEachRow' });
  await client.command({
    query: render(`ALTER TABLE ${table} {{on_cluster}} DELETE WHERE digest != {digest:String}`, rendering),
    query_params: { digest },
    clickhouse_settings: { mutations_sync: '2' },
  });
  await client.command({ query: render(`SYSTEM RELOAD DICTIONARY {{on_cluster}} ${table}_rule`, rendering) });
}

/** The rule as a link writes it when its letters are not ASCII. */
function inAscii(rule: string): string {
  const [, mark = '', name = ''] = /^(!|\*\.)?(.*)$/.exec(rule) ?? [];
  return `${mark}${domainToASCII(name) || name}`;
}
