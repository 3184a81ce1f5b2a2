import { type FieldName, fieldOf, isFieldName, OPERATORS, type Operator } from './fields.js';
import { HuntError } from './hunt-error.js';
import { valuesOf } from './test-values.js';

/** One comparison of one field with values, of which any may match; negated ones are met when none does. */
export interface Test {
  readonly field: FieldName;
  /** Category of a score, or name of a label. */
  readonly key?: string;
  readonly operator: Operator;
  /** In their one form, ascending, each once. */
  readonly values: readonly string[];
}

/** Tests of which one has to be met; the clauses of a hunt have to be met all. */
export type Clause = readonly Test[];

/** Tests in one clause at most, and values in one test: beyond, an address is too long to be sent. */
const MOST_TESTS = 10;
const MOST_VALUES = 200;

/** Bytes of a category or of a label's name. */
const LONGEST_KEY = 256;

/**
 * Reads one clause: `field:operator:value,value`, with `|` between tests and `field.key` for a score or label.
 *
 * @param text  a backslash stands before `: , | . \` that belong to a value or key
 * @throws {HuntError} naming the field and what it takes
 */
export function parseClause(text: string): Clause {
  const tests = pieces(text, '|').map(parseTest);
  if (tests.length > MOST_TESTS) {
    throw new HuntError('where', `a clause has at most ${MOST_TESTS} tests`, 'join values of one field by commas');
  }
  const byText = new Map(tests.map((test) => [printTest(test), test]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, test]) => test);
}

/** Writes a clause in its one form, which `parseClause` reads back. */
export function printClause(clause: Clause): string {
  return clause.map(printTest).join('|');
}

function printTest({ field, key, operator, values }: Test): string {
  const named = key === undefined ? field : `${field}.${escaped(key)}`;
  return `${named}:${operator}:${values.map(escaped).join(',')}`;
}

function parseTest(text: string): Test {
  const [named = '', operator = '', ...rest] = pieces(text, ':');
  const [word = '', ...keys] = pieces(named, '.');
  const next = 'write it like status:from:400, or model:is:aurel-3,aurel-2; GET /v1/hunts/fields lists every field';
  if (!isFieldName(word)) throw new HuntError('where', `there is no field ${quoted(plain(word))}`, next);
  const field = fieldOf(word);
  const part = `where: ${word}`;
  const takes: readonly Operator[] = OPERATORS[field.kind];
  const known = takes.find((each) => each === operator);
  if (known === undefined || rest.length !== 1) {
    throw new HuntError(part, `takes ${takes.map((each) => `${each}:…`).join(' or ')}`, next);
  }
  const values = pieces(rest[0] ?? '', ',').map(plain);
  if (values.length > MOST_VALUES) {
    throw new HuntError(part, `has more than ${MOST_VALUES} values`, 'ask in several hunts');
  }
  const key = keys.length === 0 ? undefined : keyOf(part, field.kind, keys);
  if (field.kind === 'labels' && key === undefined) {
    throw new HuntError(part, 'needs the name of a label', 'write it like labels.x_team:is:red');
  }
  const test = { field: word, operator: known, values: valuesOf(part, field, known, values) };
  return key === undefined ? test : { ...test, key };
}

function keyOf(part: string, kind: string, pieces: readonly string[]): string {
  if (kind !== 'scores' && kind !== 'labels') {
    throw new HuntError(part, 'has no keys', 'leave out the point and what follows');
  }
  const key = plain(pieces.join('.'));
  if (key === '' || Buffer.byteLength(key) > LONGEST_KEY || key.includes('\0') || Buffer.from(key).toString() !== key) {
    throw new HuntError(part, `needs a key of 1 to ${LONGEST_KEY} bytes`, 'name the category or label as records do');
  }
  return key;
}

/** Cuts at a sign, except behind a backslash; backslashes stay. */
function pieces(text: string, sign: string): string[] {
  const found: string[] = [];
  let piece = '';
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === sign) {
      found.push(piece);
      piece = '';
    } else {
      const isEscape = text[at] === '\\';
      piece += text.slice(at, at + (isEscape ? 2 : 1));
      if (isEscape) at += 1;
    }
  }
  return [...found, piece];
}

function escaped(text: string): string {
  return text.replace(/[\\:,|.]/g, '\\$&');
}

function plain(text: string): string {
  return text.replace(/\\([\s\S]?)/g, '$1');
}

function quoted(word: string): string {
  return JSON.stringify(word.slice(0, 80));
}
