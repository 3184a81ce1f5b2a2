import type { Session } from 'chdb';
import { Fault, faultOf } from './fault.js';
import { quote } from './quote.js';
import { descendants, type Node, syntaxTree } from './syntax-tree.js';
import { tokens } from './tokens.js';

/** The one database whose tables a reader sees; pseudonym keys and sealed identities lie in another. */
export const READABLE = 'usewatch';

/** Tables about the schema and generators of rows. `processes`, `settings` and their like tell what others do. */
const SYSTEM_TABLES = new Set(
  'one numbers numbers_mt zeros zeros_mt databases tables columns functions formats data_type_families time_zones'.split(
    ' ',
  ),
);

/** Table functions that make rows of nothing; all others reach files, hosts or other databases. */
const TABLE_FUNCTIONS = new Set(
  'numbers numbers_mt zeros zeros_mt generate_series generateseries values view'.split(' '),
);

/** Functions that read what is no table: dictionaries, join tables, files, models, the server itself. */
const REACHING =
  /^(?:dict|joinget|file|ai[a-z]|catboost|modelevaluate|naivebayes|regionto|getmacro|getserver|showcertificate|sleep|logtrace|zookeeper|addressto|demangle|__)/;

const IN = /^(?:global)?(?:not)?(?:null)?in(?:ignoreset)?$|^(?:global)?notnullin(?:ignoreset)?$/;

/**
 * Nodes whose insides the engine prints. An unknown kind is refused, since it may hold what it does not show:
 * `* APPLY(x -> dictGet(…))` prints no function at all, `SETTINGS` no names.
 */
const SHOWN = new Set(
  (
    'Explain DescribeQuery SelectWithUnionQuery SelectIntersectExceptQuery SelectQuery ExpressionList Subquery WithElement ' +
    'TablesInSelectQuery TablesInSelectQueryElement TableExpression TableJoin TableIdentifier Identifier Function Literal ' +
    'Asterisk QualifiedAsterisk ColumnsRegexpMatcher QualifiedColumnsRegexpMatcher ColumnsListMatcher QualifiedColumnsListMatcher ' +
    'ColumnsTransformerList ColumnsExceptTransformer ColumnsReplaceTransformer ColumnsReplaceTransformer::Replacement ' +
    'ArrayJoin OrderByElement WindowListElement WindowDefinition SampleRatio'
  ).split(' '),
);

/** Engines that hold their own rows; others stand for files, servers or tables elsewhere. */
const HOLDING = /MergeTree$|^(?:Memory|Log|TinyLog|StripeLog|Null)$/;

/** Views upon views; deeper ones are refused. */
const DEEPEST_VIEW = 10;

/**
 * Refuses what a reader may not run: anything but a SELECT (or its EXPLAIN or DESCRIBE) over readable tables.
 *
 * @param session  has the request's parameters and is sealed already
 * @throws {Fault} ACCESS_DENIED saying what is not readable
 */
export async function refuseUnreadable(session: Session, sql: string): Promise<void> {
  for (const { kind, text } of tokens(Buffer.from(sql).toString('latin1'))) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    if (kind === 'quoted' && /[\\\u0000-\u001f]/.test(text))
      throw denied('a quoted name with a backslash or control character');
  }
  await refuseIn(session, sql, 0);
}

async function refuseIn(session: Session, sql: string, depth: number): Promise<void> {
  if (depth > DEEPEST_VIEW) throw denied('a view upon too many views');
  const tables = new Set<string>();
  for (const { node, parent } of descendants(await syntaxTree(session, sql))) {
    if (!SHOWN.has(node.kind)) throw denied(node.kind === 'Set' ? 'a SETTINGS clause' : node.kind);
    if (node.kind === 'TableIdentifier') tables.add(node.name);
    if (node.kind === 'Function') refuseFunction(node, parent, tables);
  }
  const names = [...tables].map(readableName).filter((name) => name !== undefined);
  if (names.length > 0) await refuseBehind(session, names, depth);
}

function refuseFunction(node: Node, parent: Node, tables: Set<string>): void {
  const name = node.name.toLowerCase();
  if (parent.kind === 'TableExpression' && !TABLE_FUNCTIONS.has(name)) throw denied(`table function ${node.name}`);
  if (REACHING.test(name)) throw denied(`function ${node.name}`);
  const right = node.children[0]?.children[1];
  // A bare name right of IN is a table.
  if (IN.test(name) && right?.kind === 'Identifier') tables.add(right.name);
}

/** @returns name within the readable database; nothing for a system table that is fine */
function readableName(name: string): string | undefined {
  const cut = name.indexOf('.');
  if (cut < 0) return name;
  const database = name.slice(0, cut);
  const table = name.slice(cut + 1);
  if (database === READABLE) return table;
  if (database === 'system' && SYSTEM_TABLES.has(table)) return undefined;
  throw denied(`table ${name}`);
}

/** Looks behind names at what they stand for; names that are no tables are common table expressions or the engine's to refuse. */
async function refuseBehind(session: Session, names: string[], depth: number): Promise<void> {
  for (const { name, engine, as_select } of await definitionsOf(session, names)) {
    if (engine === 'View') await refuseIn(session, as_select, depth + 1);
    else if (!HOLDING.test(engine)) throw denied(`table ${READABLE}.${name} of engine ${engine}`);
  }
}

async function definitionsOf(
  session: Session,
  names: string[],
): Promise<{ name: string; engine: string; as_select: string }[]> {
  const listed = names.map(quote).join(', ');
  const sql = `SELECT name, engine, as_select FROM system.tables WHERE database = ${quote(READABLE)} AND name IN (${listed})`;
  try {
    const result = await session.queryAsync(sql, { format: 'JSONEachRow' });
    const lines = result.text().split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  } catch (cause) {
    throw faultOf(cause);
  }
}

function denied(what: string): Fault {
  return new Fault(497, 'ACCESS_DENIED', `reader: Not enough privileges for ${what}`);
}
