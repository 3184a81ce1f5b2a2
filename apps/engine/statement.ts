import { Fault } from './fault.js';
import { type Token, tokens } from './tokens.js';

/** What a request asks the engine to do. Texts are SQL bytes as latin1; `utf8` turns them into what the engine reads. */
export type Statement =
  /** Rows go out; the engine writes them into a pipe, so `sql` has neither its FORMAT clause nor a final `;`. */
  | { kind: 'select'; sql: string; format: string | undefined }
  /** Rows come in as a file named between `before` and `after`. */
  | { kind: 'insert'; before: string; after: string; format: string; dataAt: number }
  /** As `insert`, but the rows pass a SELECT: the file takes the place of `input(structure)`. */
  | { kind: 'insert-select'; before: string; structure: string; after: string; format: string; dataAt: number }
  | { kind: 'read'; sql: string }
  | { kind: 'write'; sql: string };

/** Statements that change nothing and answer little: they need no pipe. */
const READING = new Set(['SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'EXISTS', 'CHECK', 'USE', 'SET']);

/** Words behind which FORMAT is a name and not the clause. */
const BEFORE_NAME = new Set([
  'AS',
  'SELECT',
  'DISTINCT',
  'FROM',
  'JOIN',
  'BY',
  'WHERE',
  'AND',
  'OR',
  'NOT',
  'ON',
  'USING',
]);

/**
 * The one statement of a request.
 *
 * @param sql  bytes as latin1; of an INSERT the start suffices, if it reaches the data
 * @throws {Fault} SYNTAX_ERROR for none, more than one, or one that reads or writes files by clause
 */
export function statementOf(sql: string): Statement {
  const all = tokens(sql);
  const first = all.next().value as Token | undefined;
  if (first === undefined) throw refusal('Empty query');
  if (isWord(first, 'INSERT')) return insertOf(sql, [first], all);
  const words = [first, ...all];
  const end = endOfStatement(words);
  const whole = { sql: sql.slice(0, words[end - 1]?.end ?? 0) };
  const head = first.text.toUpperCase();
  if (words.some((word, at) => isWord(word, 'OUTFILE') && isWord(words[at - 1], 'INTO'))) {
    throw refusal('INTO OUTFILE is not allowed: the engine answers over HTTP only');
  }
  if (isSelect(words)) return selectOf(sql, words.slice(0, end));
  return READING.has(head) ? { kind: 'read', ...whole } : { kind: 'write', ...whole };
}

function isSelect(words: Token[]): boolean {
  const head = words[0]?.text.toUpperCase() ?? '';
  if (head === 'SELECT' || head === 'FROM' || head === '(') return true;
  // `WITH … INSERT INTO …` is a write that starts like a read.
  return head === 'WITH' && !words.some((word, at) => isWord(word, 'INSERT') && isWord(words[at + 1], 'INTO'));
}

/** Index behind the last word; a final `;` is fine, anything behind it is a second statement. */
function endOfStatement(words: Token[]): number {
  const broken = words.at(-1)?.kind === 'broken' ? words.at(-1) : undefined;
  if (broken) throw refusal(broken.text);
  let end = words.length;
  while (end > 0 && words[end - 1]?.text === ';') end--;
  if (end === 0) throw refusal('Empty query');
  if (words.slice(0, end).some((word) => word.text === ';')) throw refusal('Multi-statements are not allowed');
  return end;
}

function selectOf(sql: string, words: Token[]): Statement {
  const at = words.findLastIndex(
    (_, index) => isFormatClause(words, index) && depthAt(words, index) === 0 && closes(words, index),
  );
  const last = words.at(-1)?.end ?? 0;
  const clause = words[at];
  const name = words[at + 1];
  if (at < 0 || !clause || !name) return { kind: 'select', sql: sql.slice(0, last), format: undefined };
  return { kind: 'select', sql: `${sql.slice(0, clause.start)} ${sql.slice(name.end, last)}`, format: name.text };
}

/** The clause ends a statement; only SETTINGS may follow. */
function closes(words: Token[], at: number): boolean {
  return words[at + 2] === undefined || isWord(words[at + 2], 'SETTINGS');
}

function isFormatClause(words: Token[], at: number): boolean {
  if (!isWord(words[at], 'FORMAT') || words[at + 1]?.kind !== 'word') return false;
  const before = words[at - 1];
  if (before === undefined) return false;
  return before.kind === 'mark'
    ? before.text === ')' || before.text === ']' || before.text === '*' || before.text === '}'
    : !BEFORE_NAME.has(before.text.toUpperCase());
}

function depthAt(words: Token[], at: number): number {
  let depth = 0;
  for (const word of words.slice(0, at)) depth += stepOf(word);
  return depth;
}

function stepOf({ kind, text }: Token): number {
  if (kind !== 'mark') return 0;
  return '([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0;
}

/** Reads an INSERT word by word, since what follows FORMAT or VALUES is data and no SQL. */
function insertOf(sql: string, words: Token[], more: Iterator<Token>): Statement {
  let depth = 0;
  let settings: Token | undefined;
  let rowsAt: number | undefined;
  const next = (): Token | undefined => {
    const token = more.next().value as Token | undefined;
    if (token?.kind === 'broken') throw refusal(token.text);
    if (token) words.push(token);
    return token;
  };
  passTarget(next);
  for (let token = next(); token !== undefined; token = next()) {
    depth += stepOf(token);
    if (depth > 0 || token.kind !== 'word' || words.at(-2)?.text === '.') continue;
    const word = token.text.toUpperCase();
    if (rowsAt === undefined && word === 'VALUES')
      return insertData(sql, settings ?? token, token, 'Values', token.end);
    if (rowsAt === undefined && word === 'SETTINGS') settings = token;
    if (rowsAt === undefined && (word === 'SELECT' || word === 'WITH')) rowsAt = words.length - 1;
    if (word === 'INFILE' && isWord(words.at(-2), 'FROM'))
      throw refusal('FROM INFILE is not allowed: send the rows in the request');
    if (word === 'FORMAT' && (rowsAt === undefined || inputIn(words))) {
      const name = next();
      if (name?.kind !== 'word') throw refusal('FORMAT requires a name');
      const dataAt = startOfData(sql, name.end);
      if (rowsAt === undefined) return insertData(sql, settings ?? token, token, name.text, dataAt);
      return insertThrough(sql, words, token, name.text, dataAt);
    }
  }
  const end = endOfStatement(words);
  if (inputIn(words)) throw refusal('input() requires a FORMAT clause');
  return { kind: 'write', sql: sql.slice(0, words[end - 1]?.end ?? 0) };
}

/** Steps over `INTO [TABLE] name` or `INTO FUNCTION name`, so that a table called `format` is a name. */
function passTarget(next: () => Token | undefined): void {
  let token = next();
  if (isWord(token, 'INTO')) token = next();
  if (isWord(token, 'TABLE') || isWord(token, 'FUNCTION')) token = next();
}

function insertData(sql: string, until: Token, clause: Token, format: string, dataAt: number): Statement {
  return {
    kind: 'insert',
    before: sql.slice(0, until.start),
    after: sql.slice(until.start, clause.start),
    format,
    dataAt,
  };
}

function insertThrough(sql: string, words: Token[], clause: Token, format: string, dataAt: number): Statement {
  const [start, open, close] = inputIn(words) as [Token, Token, Token];
  return {
    kind: 'insert-select',
    before: sql.slice(0, start.start),
    structure: sql.slice(open.end, close.start),
    after: sql.slice(close.end, clause.start),
    format,
    dataAt,
  };
}

/** The words `input`, `(` and `)` around the structure of the rows sent, wherever the SELECT names them. */
function inputIn(words: Token[]): [Token, Token, Token] | undefined {
  const at = words.findIndex(
    (word, index) => isWord(word, 'INPUT') && isWord(words[index - 1], 'FROM') && words[index + 1]?.text === '(',
  );
  const [start, open, structure, close] = words.slice(at, at + 4);
  if (at < 0 || !start || !open) return undefined;
  if (structure?.kind !== 'string' || close?.text !== ')')
    throw refusal("input() requires one string, as input('line String')");
  return [start, open, close];
}

/** Data starts behind the first line end after the format's name, or behind the spaces where there is none. */
function startOfData(sql: string, from: number): number {
  let at = from;
  while (sql[at] === ' ' || sql[at] === '\t' || sql[at] === '\f') at++;
  if (sql[at] === ';') throw refusal("a ';' stands before the data of an INSERT");
  if (sql[at] === '\r') at++;
  if (sql[at] === '\n') at++;
  return at;
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}

function refusal(reason: string): Fault {
  return new Fault(62, 'SYNTAX_ERROR', `Syntax error: ${reason}`);
}

/**
 * SQL bytes as the engine's binding takes them.
 *
 * @throws {Fault} when they are no UTF-8; replacing them would change what the statement says
 */
export function utf8(sql: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(sql, 'latin1'));
  } catch (cause) {
    throw new Fault(62, 'SYNTAX_ERROR', 'Syntax error: the statement is not UTF-8; write other bytes as \\xHH', 400, {
      cause,
    });
  }
}
