/** One word of ClickHouse SQL; positions are offsets into the text it came from. */
export interface Token {
  /** `quoted` is a quoted identifier, `mark` one character of punctuation, `broken` text no statement may hold. */
  kind: 'word' | 'quoted' | 'string' | 'number' | 'mark' | 'broken';
  /** As written, quotes included; for `broken` the reason. */
  text: string;
  start: number;
  end: number;
}

const SPACE = /[ \t\n\r\f\v]+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_$]*/y;
/** Digits may run into letters: `0x1F`, `1e5` and even the identifier `1day` are one token. */
const NUMBER = /[0-9](?:[A-Za-z0-9_]|\.(?=[0-9]))*/y;
const LINE_COMMENT = /(?:--|#!|# )[^\n]*/y;
const HEREDOC = /\$[A-Za-z0-9_]*\$/y;
/** UTF-8 bytes of the typographic quotes ‘ ’ “ ”, which the engine takes for quotes. */
const TYPOGRAPHIC_QUOTE = /\u00e2\u0080[\u0098\u0099\u009c\u009d]/y;

/**
 * Reads ClickHouse SQL as the engine's own lexer does, spaces and comments left out.
 *
 * It exists so that a second statement, a file clause or a table cannot hide in quotes or comments. Wherever the
 * engine's lexer knows a rare form (typographic quotes, `\G`, NUL), the text is `broken` and nothing follows:
 * refusing too much costs a message, reading differently from the engine would cost data.
 *
 * @param sql  bytes as latin1, so that offsets are byte offsets and broken UTF-8 survives
 */
export function* tokens(sql: string, from = 0): Generator<Token> {
  let at = from;
  const match = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(sql) ? pattern.lastIndex : -1;
  };
  const broken = (reason: string): Token => ({ kind: 'broken', text: reason, start: at, end: sql.length });
  while (at < sql.length) {
    const skipped = Math.max(match(SPACE), match(LINE_COMMENT));
    if (skipped > 0) {
      at = skipped;
      continue;
    }
    if (sql.startsWith('/*', at)) {
      const end = endOfComment(sql, at);
      if (end < 0) return yield broken('a comment is not closed');
      at = end;
      continue;
    }
    const token = read(sql, at, match, broken);
    yield token;
    if (token.kind === 'broken') return;
    at = token.end;
  }
}

function read(sql: string, at: number, match: (pattern: RegExp) => number, broken: (reason: string) => Token): Token {
  const token = (kind: Token['kind'], end: number): Token => ({ kind, text: sql.slice(at, end), start: at, end });
  const first = sql.charAt(at);
  if (first === "'" || first === '"' || first === '`') {
    const end = endOfQuotes(sql, at);
    if (end < 0) return broken(`a quote ${first} is not closed`);
    return token(first === "'" ? 'string' : 'quoted', end);
  }
  const word = match(WORD);
  if (word > 0) return token('word', word);
  const number = match(NUMBER);
  if (number > 0) return token('number', number);
  const tag = match(HEREDOC);
  if (tag > 0) {
    const mark = sql.slice(at, tag);
    const close = sql.indexOf(mark, tag);
    return close < 0 ? broken(`a heredoc ${mark} is not closed`) : token('string', close + mark.length);
  }
  if (match(TYPOGRAPHIC_QUOTE) > 0) return broken('typographic quotes stand outside a string');
  if (first === '\\' || first === '\0' || first === '#')
    return broken(`${JSON.stringify(first)} stands outside a string`);
  return token('mark', at + 1);
}

/** Comments nest in the engine's lexer; -1 when one stays open. */
function endOfComment(sql: string, start: number): number {
  let depth = 0;
  const edges = /\/\*|\*\//g;
  edges.lastIndex = start;
  for (let edge = edges.exec(sql); edge !== null; edge = edges.exec(sql)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  return -1;
}

/** A backslash hides the next character, a doubled quote stands for itself; -1 when the quote stays open. */
function endOfQuotes(sql: string, start: number): number {
  const quote = sql.charAt(start);
  for (let at = start + 1; at < sql.length; at++) {
    const here = sql.charAt(at);
    if (here === '\\') at++;
    else if (here === '\0') return -1;
    else if (here === quote && sql.charAt(at + 1) === quote) at++;
    else if (here === quote) return at + 1;
  }
  return -1;
}
