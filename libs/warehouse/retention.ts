import type { ClickHouseClient } from '@clickhouse/client';
import { type Rendering, render, statements } from './render.js';

/** How long a table, or one of its columns, keeps its rows. */
export interface Retention {
  readonly database: string;
  readonly table: string;
  /** Absent: the whole row. */
  readonly column?: string;
  /** As ClickHouse writes it, such as `received_at + toIntervalDay(400)`. */
  readonly expression: string;
}

const CREATE = /^CREATE TABLE IF NOT EXISTS (?:(\w+)\.)?(\w+)/;
const ROW_TTL = /^TTL (.+)$/m;
const COLUMN_TTL = /^\s+`?(\w+)`? .*? TTL (.+?),?$/gm;

/**
 * What the migrations say of retention under today's settings.
 *
 * @param migrations  texts before rendering
 */
export function wantedRetention(migrations: readonly { readonly sql: string }[], rendering: Rendering): Retention[] {
  return migrations.flatMap(({ sql }) => statements(render(sql, rendering))).flatMap((text) => of(text, rendering));
}

/** What one CREATE TABLE says of retention, as written in a migration or by ClickHouse. */
function of(text: string, { database }: Pick<Rendering, 'database'>): Retention[] {
  const statement = text.replace(/^\s*--.*$/gm, '').trim();
  const [, named = database, table] = CREATE.exec(statement) ?? [];
  if (table === undefined) return [];
  const place = { database: named, table };
  const columns = [...statement.matchAll(COLUMN_TTL)].map(([, column = '', expression = '']) => ({
    ...place,
    column,
    expression: canonical(expression),
  }));
  const [, row] = ROW_TTL.exec(statement) ?? [];
  return row === undefined ? columns : [...columns, { ...place, expression: canonical(row) }];
}

/**
 * Lets tables that are there already keep their rows as long as the settings say today.
 *
 * A migration is applied once, under the settings of that day. Rows beyond a shorter retention go with the next
 * merges; the change itself is cheap, for ClickHouse works off what it means in the background.
 *
 * @param client  connected as the owner
 * @returns       what was changed
 */
export async function keepRetention(
  client: ClickHouseClient,
  rendering: Rendering,
  migrations: readonly { readonly sql: string }[],
): Promise<Retention[]> {
  const all = wantedRetention(migrations, rendering);
  const answer = await client.query({
    query: `SELECT concat(database, '.', name) AS name, create_table_query AS text, engine_full AS engine
            FROM system.tables WHERE database IN {databases:Array(String)}`,
    query_params: { databases: [...new Set(all.map(({ database }) => database))] },
    format: 'JSONEachRow',
  });
  const tables = new Map((await answer.json<Table & { name: string }>()).map((table) => [table.name, table]));
  const changed = all.filter((wanted) => {
    const found = tables.get(`${wanted.database}.${wanted.table}`);
    return found !== undefined && ![undefined, wanted.expression].includes(present(found, wanted));
  });
  for (const wanted of changed) await client.command({ query: retentionStatement(wanted, rendering) });
  return changed;
}

/** How ClickHouse itself describes a table. */
interface Table {
  readonly text: string;
  readonly engine: string;
}

/** The statement that gives a table or column its retention. */
export function retentionStatement(wanted: Retention, rendering: Rendering): string {
  const { database, table, column, expression } = wanted;
  const change = column === undefined ? `MODIFY TTL ${expression}` : `MODIFY COLUMN ${column} TTL ${expression}`;
  return render(`ALTER TABLE ${database}.${table} {{on_cluster}} ${change}`, rendering);
}

/** The expression a table has now; undefined when it has none. */
function present({ text, engine }: Table, { column }: Retention): string | undefined {
  const expression =
    column === undefined
      ? / TTL (.+?)(?= SETTINGS |$)/.exec(engine)?.[1]
      : new RegExp(`\`${column}\` (?:[^,\`(]|\\([^)]*\\))*? TTL ((?:[^,(]|\\([^)]*\\))+)`).exec(text)?.[1];
  return expression?.trim();
}

function canonical(expression: string): string {
  return expression.trim().replace(/INTERVAL (\d+) DAY/g, 'toIntervalDay($1)');
}
