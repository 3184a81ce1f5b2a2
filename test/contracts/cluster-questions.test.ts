import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '#detect/catalogue';
import type { Detector } from '#detect/detector';
import { expectGolden } from '../support/golden.js';
import {
  clause,
  type Frame,
  framesOf,
  isFrame,
  isQuery,
  isWord,
  type Select,
  selectsOf,
  wordsOf,
} from '../support/sql-frames.js';

const MIGRATIONS = new URL('../../migrations/warehouse/', import.meta.url);
const PAGE = new URL('../../docs/scale-out.md', import.meta.url);
const MARK = '<!-- From here on made by npm run golden. -->\n';

/** Names under which a question carries an account along, or a subject that belongs to one. */
const ACCOUNT = /^(\w+\.)?(account|caller_account|subject)$/;

/** Tables that lie on several nodes, with the expression that says on which. */
async function shardedTables(): Promise<Map<string, string>> {
  const files = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql'));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, MIGRATIONS), 'utf8')));
  return new Map(
    texts.flatMap((text) =>
      [...text.matchAll(/\{\{distributed (\w+) by (.+?)\}\}/g)].map(([, name = '', by = '']) => [name, by] as const),
    ),
  );
}

/** Whether a part names a list that another question makes. */
function isMade(part: ReturnType<typeof framesOf>[number] | undefined): boolean {
  if (part === undefined) return false;
  if (!isFrame(part)) return part.kind === 'word';
  return isQuery(part) || (part.length === 1 && part.every((one) => !isFrame(one) && one.kind === 'word'));
}

/**
 * What each node would do with another question of its own, in selects that every node carries out: a list or a table
 * that is not sent along is asked of all nodes by all nodes, and ClickHouse refuses that.
 */
function unsent(select: Select): string[] {
  return [...wordsOf(select.parts)].flatMap(({ word, next, before }) => {
    if (isWord(word, 'IN') && isMade(next) && !before.slice(-2).includes('GLOBAL'))
      return [`IN behind ${before.join(' ')}`];
    if (!isWord(word, 'JOIN') || before.at(-1) === 'ARRAY' || before.slice(-2).join(' ') === 'LEFT ARRAY') return [];
    return before.slice(-3).includes('GLOBAL') ? [] : [`JOIN behind ${before.join(' ')}`];
  });
}

function names(parts: Frame): string[] {
  return [...wordsOf(parts)].map(({ word }) => word.text);
}

/** Where a question mixes accounts, so that no shard could answer it for its own accounts alone. */
function mixes(select: Select): string[] {
  const groups = clause(select.parts, 'GROUP', 'BY', ['HAVING', 'ORDER', 'LIMIT', 'WINDOW']);
  const on = clause(select.parts, 'ON', undefined, ['WHERE', 'GROUP', 'ORDER', 'JOIN', 'GLOBAL', 'LEFT', 'INNER']);
  const windows = select.parts.filter(
    (part, place) => isFrame(part) && isWord(select.parts[place - 1], 'OVER'),
  ) as Frame[];
  return [...[groups, on].filter((parts) => parts !== undefined), ...windows].flatMap((parts) =>
    names(parts).some((name) => ACCOUNT.test(name)) ? [] : [`by ${names(parts).slice(0, 6).join(' ')}`],
  );
}

async function selects({ sql }: Pick<Detector, 'sql'>): Promise<Select[]> {
  return selectsOf(framesOf(await readFile(sql, 'utf8')));
}

describe.each(catalogue)('on a cluster, the question of $name', (detector) => {
  it('sends every list and table along that its nodes need', async () => {
    const sharded = await shardedTables();
    const carriedOutByNodes = (await selects(detector)).filter(({ from = '' }) => sharded.has(from));
    expect(carriedOutByNodes.length).toBeGreaterThan(0);
    expect(carriedOutByNodes.flatMap(unsent)).toEqual([]);
  });

  it('keeps accounts apart if it claims that a shard can answer alone', async () => {
    if (detector.locality !== 'shard') return;
    const [all, sharded] = [await selects(detector), await shardedTables()];
    const tables = all.flatMap(({ from = '' }) => (sharded.has(from) ? [from] : []));
    expect(tables.filter((name) => sharded.get(name) !== 'cityHash64(account)')).toEqual([]);
    expect(all.flatMap(mixes)).toEqual([]);
  });
});

describe('the rule', () => {
  const broken = (sql: string) => selectsOf(framesOf(sql)).flatMap(unsent);

  it('is broken by lists and tables that are not sent along', () => {
    expect(broken('SELECT 1 FROM usage WHERE account IN (SELECT account FROM usage)')).toHaveLength(1);
    expect(
      broken('WITH busy AS (SELECT account FROM usage) SELECT 1 FROM usage WHERE (account IN (busy))'),
    ).toHaveLength(1);
    expect(broken('SELECT 1 FROM usage LEFT JOIN fingerprint ON usage.record = fingerprint.record')).toHaveLength(1);
    expect(broken('SELECT 1 FROM usage UNION ALL SELECT 2 FROM usage WHERE account NOT IN busy')).toHaveLength(1);
  });

  it('is kept by constants, arrays and what is sent along', () => {
    expect(broken("SELECT 1 FROM usage WHERE status IN (401, 403) AND country NOT IN ('DE')")).toEqual([]);
    expect(broken('SELECT 1 FROM usage ARRAY JOIN tools AS tool WHERE account GLOBAL NOT IN (SELECT 1)')).toEqual([]);
    expect(broken('SELECT 1 FROM usage GLOBAL ANY LEFT JOIN busy ON busy.account = usage.account')).toEqual([]);
  });

  it('tells a question that mixes accounts', () => {
    const mixed = (sql: string) => selectsOf(framesOf(sql)).flatMap(mixes);
    expect(mixed('SELECT network, uniq(account) FROM usage GROUP BY network')).toHaveLength(1);
    expect(mixed('SELECT max(n) OVER (PARTITION BY network) FROM usage')).toHaveLength(1);
    expect(mixed('SELECT account FROM usage GROUP BY account, network HAVING count() > 1')).toEqual([]);
  });
});

describe('the page about scaling out', () => {
  it('says of each detector what it reads, whether a shard can answer alone, and what it costs', async () => {
    const sharded = await shardedTables();
    const rows = await Promise.all(
      catalogue.map(async (detector) => {
        const text = await readFile(detector.sql, 'utf8');
        const tables = [
          ...new Set((await selects(detector)).flatMap(({ from = '' }) => (sharded.has(from) ? [from] : []))),
        ];
        const sent = [...text.matchAll(/\bGLOBAL\b/g)].length;
        const cost = /^-- cost +(.+(?:\n-- {2,}.+)*)/m.exec(text)?.[1]?.replace(/\n-- +/g, ' ') ?? '';
        const alone = detector.locality === 'shard' ? 'a shard alone' : 'all shards';
        return `| \`${basename(detector.sql.pathname, '.sql')}\` | ${alone} | ${tables.sort().join(', ')} | ${sent} | ${cost} |`;
      }),
    );
    const table = ['| detector | answered by | reads | sent along | cost |', '|---|---|---|---|---|', ...rows, ''].join(
      '\n',
    );
    const [written] = (await readFile(PAGE, 'utf8')).split(MARK);
    await expectGolden(`${written}${MARK}\n${table}`, PAGE);
  });
});
