import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, readMigrations } from '#warehouse/migrate';
import { retentionStatement, wantedRetention } from '#warehouse/retention';
import { DAYS, type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';

/** Tables whose rows do not go by their receipt, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'usewatch.audit_label':
    'counts what was said of drawn accounts, week by week; it names nobody, and precision is told of years',
  'usewatch.detector_course': 'goes by the instant it was told; it counts and names nobody',
  'usewatch.detector_run': 'goes by the window it judged; the casebook keeps the run itself',
  'usewatch.detector_stage': 'says which version of a detector worked when; a row a change, and it names nobody',
  'usewatch.door_refusal': 'goes by its hour, which is when the refused request came',
  'usewatch.house_measure': 'goes by the instant it was measured; it counts and names nobody',
  'usewatch.incident_account': 'goes by the day of the decision it was told with; it comes from the casebook',
  'usewatch.incident_fact': 'goes by the day it happened; it comes from the casebook, where it was settled',
  'usewatch.migration': 'says what was done to the schema, once for all',
  'usewatch.privacy_debit': 'says what was paid of each year, which is public for good',
  'usewatch.release_standing': 'says where each release stands, which is public for good',
  'usewatch_private.network': 'goes when the next list replaces it; it names nobody',
  'usewatch_private.network_list': 'goes when the next list replaces it; it names nobody',
  'usewatch_private.pseudonym_link': 'goes when the overlap ends, whenever the subject was seen',
  'usewatch_private.public_suffix': 'says where names are registered; it comes with the program',
  'usewatch_private.release_account': 'goes as soon as units are counted, at most a day after they were sent',
  'usewatch_private.release_snapshot': 'goes by the day it was taken; it holds units, no records',
};

let fresh: FreshWarehouse;
let client: ClickHouseClient;
beforeAll(async () => {
  fresh = await freshWarehouse();
  const { url, username, password } = fresh.owner;
  client = createClient({ url, username, password });
});
afterAll(async () => {
  await client.close();
  await fresh.close();
});

interface Table {
  readonly name: string;
  readonly ttl: string;
}

async function tables(database = fresh.database): Promise<Table[]> {
  const answer = await client.query({
    query: `SELECT concat(if(database = {database:String}, 'usewatch', 'usewatch_private'), '.', name) AS name,
                   extract(engine_full, ' TTL (.+?)(?: SETTINGS |$)') AS ttl
            FROM system.tables WHERE database IN ({database:String}, concat({database:String}, '_private'))
            AND engine LIKE '%MergeTree' ORDER BY name`,
    query_params: { database },
    format: 'JSONEachRow',
  });
  return answer.json<Table>();
}

describe('every table', () => {
  it('loses its rows so many days after their receipt, or has a reason not to', async () => {
    const found = (await tables()).filter(({ name }) => OTHERWISE[name] === undefined);
    expect(found.length).toBeGreaterThan(8);
    for (const { name, ttl } of found) {
      expect([name, ttl]).toEqual([name, expect.stringMatching(/^received_(at|on|hour) \+ toIntervalDay\(\d+\)$/)]);
    }
  });

  it('with a reason is there, so that the list stays true', async () => {
    const names = (await tables()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(OTHERWISE)));
  });
});

describe('a changed retention', () => {
  const days = { usage: 9, fingerprint: 8, words: 5, text: 7, quarantine: 6 };

  it('reaches the tables that are there already, at the next start and once', async () => {
    const migrations = await readMigrations();
    await migrate(client, { database: fresh.database, days }, migrations);
    const ttl = Object.fromEntries((await tables()).map(({ name, ttl }) => [name, ttl]));
    expect(ttl).toMatchObject({
      'usewatch.usage': 'received_at + toIntervalDay(9)',
      'usewatch.usage_hourly': 'received_on + toIntervalDay(9)',
      'usewatch.fingerprint': 'received_at + toIntervalDay(8)',
      'usewatch_private.usage_text': 'received_at + toIntervalDay(7)',
      'usewatch_private.quarantined_line': 'received_at + toIntervalDay(6)',
    });
    const mutations = async () => {
      const query = 'SELECT toUInt32(count()) AS n FROM system.mutations';
      return (await client.query({ query, format: 'JSONEachRow' })).json();
    };
    const before = await mutations();
    await migrate(client, { database: fresh.database, days }, migrations);
    expect(await mutations()).toEqual(before);
    await migrate(client, { database: fresh.database, days: DAYS }, migrations);
  });

  it('takes rows along that are now too old', async () => {
    const rendering = { database: 'short', days: { ...DAYS, usage: 100 } };
    const migrations = await readMigrations();
    await migrate(client, rendering, migrations);
    const query = `INSERT INTO short.book SELECT toStartOfHour(now()) - INTERVAL number DAY, 's', toString(number), 'stored', '', '', 1 FROM numbers(50)`;
    await client.command({ query });
    await migrate(client, { ...rendering, days: { ...DAYS, usage: 10 } }, migrations);
    await client.command({ query: 'OPTIMIZE TABLE short.book FINAL' });
    const answer = await client.query({
      query: 'SELECT toUInt32(count()) AS n FROM short.book',
      format: 'JSONEachRow',
    });
    expect(await answer.json()).toEqual([{ n: 10 }]);
  });

  it('of one column reaches that column alone', async () => {
    const sql = `CREATE TABLE IF NOT EXISTS {{local word}} {{on_cluster}}
(
    received_at DateTime('UTC'),
    words Array(UInt32) CODEC(NONE) TTL received_at + INTERVAL {{text_days}} DAY,
    other String
)
ENGINE = {{Replicated}}MergeTree
ORDER BY other
TTL received_at + INTERVAL {{usage_days}} DAY;`;
    const migrations = [{ name: '9999_word.sql', sql, checksum: 'w' }];
    for (const text of [30, 3]) {
      await migrate(client, { database: 'column_ttl', days: { ...DAYS, text } }, migrations);
      const answer = await client.query({
        query: `SELECT create_table_query AS text FROM system.tables WHERE database = 'column_ttl' AND name = 'word'`,
        format: 'JSONEachRow',
      });
      const [found] = await answer.json<{ text: string }>();
      expect(found?.text).toContain(
        `\`words\` Array(UInt32) CODEC(NONE) TTL received_at + toIntervalDay(${text}), \`other\``,
      );
    }
  });

  it('is told to every node of a cluster', async () => {
    const rendering = { cluster: 'main', database: 'usewatch', days };
    const said = wantedRetention(await readMigrations(), rendering).map((each) => retentionStatement(each, rendering));
    expect(said).toContain(
      "ALTER TABLE usewatch.usage_local ON CLUSTER 'main' MODIFY TTL received_at + toIntervalDay(9)",
    );
    expect(said).toContain(
      "ALTER TABLE usewatch_private.usage_text ON CLUSTER 'main' MODIFY TTL received_at + toIntervalDay(7)",
    );
  });
});
