import { describe, expect, it } from 'vitest';
import { type Rendering, render, statements } from './render.js';

const days = { usage: 400, fingerprint: 120, words: 30, text: 30, quarantine: 7 };
const node: Rendering = { database: 'usewatch', days };
const cluster: Rendering = { ...node, cluster: 'main' };

const table = `CREATE TABLE IF NOT EXISTS {{local usage}} {{on_cluster}} (a UInt8)
ENGINE = {{Replicated}}MergeTree ORDER BY a TTL x + INTERVAL {{usage_days}} DAY;

{{distributed usage by cityHash64(account)}};
`;

describe('rendering a migration', () => {
  it('leaves one node one plain table', () => {
    expect(statements(render(table, node))).toEqual([
      'CREATE TABLE IF NOT EXISTS usage  (a UInt8)\nENGINE = MergeTree ORDER BY a TTL x + INTERVAL 400 DAY',
    ]);
  });

  it('gives a cluster a replicated table and one that spreads rows by account', () => {
    expect(statements(render(table, cluster))).toEqual([
      "CREATE TABLE IF NOT EXISTS usage_local ON CLUSTER 'main' (a UInt8)\nENGINE = ReplicatedMergeTree ORDER BY a TTL x + INTERVAL 400 DAY",
      "CREATE TABLE IF NOT EXISTS usage ON CLUSTER 'main' AS usage_local ENGINE = Distributed('main', 'usewatch', 'usage_local', cityHash64(account))",
    ]);
  });

  it('names the private database after the main one', () => {
    expect(render('{{private}}.identity', node)).toBe('usewatch_private.identity');
  });

  it('lets dictionaries read as whoever migrates, and as the server likes where it knows no users', () => {
    const source = 'SOURCE(CLICKHOUSE({{login}} QUERY 1))';
    expect(render(source, node)).toBe('SOURCE(CLICKHOUSE( QUERY 1))');
    expect(render(source, { ...node, login: { username: 'o', password: "a'b\\c" } })).toBe(
      "SOURCE(CLICKHOUSE(USER 'o' PASSWORD 'a\\'b\\\\c' QUERY 1))",
    );
  });

  it('refuses a mark nobody knows', () => {
    expect(() => render('{{onn_cluster}}', node)).toThrow(/known mark, got \{\{onn_cluster\}\}/);
  });
});

describe('the statements of a migration', () => {
  it('end at a semicolon at the end of a line, not in a comment or inside a line', () => {
    expect(statements("-- one; two;\nSELECT 1;\n-- a comment alone;\n\nSELECT ';' ;\n")).toEqual([
      '-- one; two;\nSELECT 1',
      "-- a comment alone;\n\nSELECT ';'",
    ]);
  });
});
