import type { Test } from './clause.js';
import { type FieldName, fieldOf } from './fields.js';
import type { Hunt } from './hunt.js';

/** A value bound to a parameter; what the warehouse takes. */
export type Bound = string | number | bigint | Date | readonly (string | number | bigint)[];

/** Part of a question: SQL made of the closed list of fields alone, and the values bound to its parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, Bound>>;
}

/** Fields that the fingerprints of texts have themselves, beside those of texts alone. */
const OF_BOTH: ReadonlySet<FieldName> = new Set(['account', 'key', 'organization']);

/** Whether the fingerprints of texts can tell by themselves which calls a hunt means. */
export function isOfTexts({ where }: Pick<Hunt, 'where'>): boolean {
  return where.flat().every(({ field }) => OF_BOTH.has(field) || fieldOf(field).ofText === true);
}

/**
 * The clauses of a hunt as one condition; its window is bound apart, as `since`, `from` and `until`.
 *
 * No value ever stands in the SQL: each is a parameter `f0`, `f1` … of its own type.
 *
 * @param on  the table it holds for; fingerprints know what `isOfTexts` says
 */
export function conditionOf({ where }: Pick<Hunt, 'where'>, on: 'usage' | 'fingerprint' = 'usage'): Condition {
  const parameters: Record<string, Bound> = {};
  const bind = (type: string, value: Bound): string => {
    const name = `f${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `{${name}:${type}}`;
  };
  const sql = where.map((clause) => `(${clause.map((test) => testSql(test, on, bind)).join(' OR ')})`);
  return { sql: sql.length === 0 ? '1' : sql.join(' AND '), parameters };
}

type Bind = (type: string, value: Bound) => string;

/** What is kept of texts lies in another table. Calls are met by name alone: with account and time as well it takes four times as long. */
function testSql(test: Test, on: 'usage' | 'fingerprint', bind: Bind): string {
  const isNot = test.operator === 'is_not' || test.operator === 'has_not';
  const met =
    on === 'usage' && fieldOf(test.field).ofText
      ? `record GLOBAL IN (SELECT record FROM fingerprint WHERE at >= {since:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND ${metSql(test, bind)})`
      : metSql(test, bind);
  return isNot ? `NOT (${met})` : met;
}

/** The condition of a test as if it were not negated. */
function metSql({ field, key, operator, values }: Test, bind: Bind): string {
  const { kind } = fieldOf(field);
  const [value = ''] = values;
  switch (kind) {
    case 'text':
    case 'name':
      return textSql(field, operator, values, bind);
    case 'labels':
      return textSql(labelSql(bind('String', key ?? '')), operator, values, bind);
    case 'number':
      return operator === 'from' || operator === 'below'
        ? `${field} ${SIGN[operator]} ${bind('UInt64', Number(value))}`
        : `${field} IN ${bind('Array(UInt64)', values.map(Number))}`;
    case 'hash':
      return `${field} IN ${bind('Array(UInt64)', values.map(BigInt))}`;
    case 'share':
      return shareSql(field, operator, values, bind);
    case 'flag':
      return `has(${bind('Array(String)', values)}, toString(${field}))`;
    case 'names':
      return namesSql(field, values, bind);
    case 'scores':
      return scoresSql(key, operator, value, bind);
    case 'instant':
      return `ifNull(${field} ${SIGN[operator as 'from' | 'below']} ${bind("DateTime('UTC')", Date.parse(value) / 1_000)}, 0)`;
  }
}

/** Labels are kept as they stand in the log, texts in quotes. @param name  SQL of the label's name */
export function labelSql(name: string): string {
  return `if(startsWith(labels[${name}], '"'), JSONExtractString(labels[${name}]), labels[${name}])`;
}

const SIGN = { from: '>=', below: '<' } as const;

function textSql(sql: string, operator: string, values: readonly string[], bind: Bind): string {
  const list = bind('Array(String)', values);
  if (operator === 'contains') return `multiSearchAnyCaseInsensitiveUTF8(${sql}, ${list})`;
  if (operator === 'starts_with') return `arrayExists(start -> startsWith(${sql}, start), ${list})`;
  return `${sql} IN ${list}`;
}

/** Compared as the column keeps it, or 0.7 would never be 0.7; empty stands for calls that say nothing. */
function shareSql(field: string, operator: string, values: readonly string[], bind: Bind): string {
  if (operator === 'from' || operator === 'below') {
    return `ifNull(${field} ${SIGN[operator]} toFloat32(${bind('Float64', Number(values[0]))}), 0)`;
  }
  const said = values.filter((value) => value !== '');
  const parts =
    said.length === 0
      ? []
      : [`ifNull(has(arrayMap(share -> toFloat32(share), ${bind('Array(Float64)', said.map(Number))}), ${field}), 0)`];
  return `(${[...parts, ...(said.length < values.length ? [`isNull(${field})`] : [])].join(' OR ')})`;
}

/** Empty stands for an empty list. */
function namesSql(field: string, values: readonly string[], bind: Bind): string {
  const said = values.filter((value) => value !== '');
  const parts = said.length === 0 ? [] : [`hasAny(${field}, ${bind('Array(String)', said)})`];
  return `(${[...parts, ...(said.length < values.length ? [`empty(${field})`] : [])].join(' OR ')})`;
}

/** A call without a score is neither above nor below. */
function scoresSql(key: string | undefined, operator: string, value: string, bind: Bind): string {
  const [there, score] =
    key === undefined
      ? ['notEmpty(moderation)', 'arrayMax(mapValues(moderation))']
      : (() => {
          const category = bind('String', key);
          return [`mapContains(moderation, ${category})`, `moderation[${category}]`];
        })();
  return `(${there} AND ${score} ${SIGN[operator as 'from' | 'below']} toFloat32(${bind('Float64', Number(value))}))`;
}
