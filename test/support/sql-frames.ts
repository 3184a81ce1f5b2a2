import { type Token, tokens } from '../../apps/engine/tokens.js';

/** What stands between two brackets, or a whole statement: words, and what stands in brackets of its own. */
export type Frame = readonly (Token | Frame)[];

/** One SELECT with its clauses, without the selects it holds. */
export interface Select {
  /** Words and brackets of its own, in order; those of a subquery are another select's. */
  readonly parts: Frame;
  /** First name behind FROM; undefined where a subquery or nothing stands there. */
  readonly from: string | undefined;
}

/** Reads a statement by its brackets. @throws {RangeError} when they do not match */
export function framesOf(sql: string): Frame {
  const stack: (Token | Frame)[][] = [[]];
  for (const token of tokens(sql)) {
    if (token.kind === 'mark' && token.text === '(') {
      const inner: (Token | Frame)[] = [];
      stack.at(-1)?.push(inner);
      stack.push(inner);
    } else if (token.kind === 'mark' && token.text === ')') {
      if (stack.length === 1) throw new RangeError('framesOf requires brackets that match');
      stack.pop();
    } else stack.at(-1)?.push(token);
  }
  if (stack.length !== 1) throw new RangeError('framesOf requires brackets that match');
  return stack[0] ?? [];
}

/** Whether a part is this word. */
export function isWord(part: Token | Frame | undefined, ...words: readonly string[]): boolean {
  return part !== undefined && !isFrame(part) && part.kind === 'word' && words.includes(part.text.toUpperCase());
}

export function isFrame(part: Token | Frame | undefined): part is Frame {
  return Array.isArray(part);
}

/** Whether brackets hold a query. */
export function isQuery(part: Token | Frame | undefined): boolean {
  return isFrame(part) && isWord(part[0], 'SELECT', 'WITH');
}

/** Every SELECT of a statement, each arm of a union by itself. */
export function selectsOf(frame: Frame): Select[] {
  const nested = frame.filter(isFrame).flatMap(selectsOf);
  if (!isWord(frame[0], 'SELECT', 'WITH')) return nested;
  const arms: (Token | Frame)[][] = [[]];
  for (const part of frame) {
    if (isWord(part, 'UNION')) arms.push([]);
    else arms.at(-1)?.push(part);
  }
  return [...arms.map(selectOf), ...nested];
}

/** The names of a WITH before it are no part of a select. */
function selectOf(arm: Frame): Select {
  const parts = arm.slice(
    Math.max(
      0,
      arm.findIndex((part) => isWord(part, 'SELECT')),
    ),
  );
  const first = parts[parts.findIndex((part) => isWord(part, 'FROM')) + 1];
  return {
    parts,
    from: isWord(parts[parts.indexOf(first as Token) - 1], 'FROM') && !isFrame(first) ? first?.text : undefined,
  };
}

/** Words of a frame and of every bracket in it that is no query, each with the part behind it and the words before it. */
export function* wordsOf(
  frame: Frame,
): Generator<{ readonly word: Token; readonly next: Token | Frame | undefined; readonly before: readonly string[] }> {
  for (const [place, part] of frame.entries()) {
    if (isFrame(part)) {
      if (!isQuery(part)) yield* wordsOf(part);
      continue;
    }
    const before = frame
      .slice(Math.max(0, place - 4), place)
      .map((one) => (isFrame(one) ? '()' : one.text.toUpperCase()));
    yield { word: part, next: frame[place + 1], before };
  }
}

/** The parts of a clause, such as those behind GROUP BY; undefined when it is not there. */
export function clause(
  parts: Frame,
  first: string,
  second: string | undefined,
  ends: readonly string[],
): Frame | undefined {
  const at = parts.findIndex(
    (part, place) => isWord(part, first) && (second === undefined || isWord(parts[place + 1], second)),
  );
  if (at < 0) return undefined;
  const rest = parts.slice(at + (second === undefined ? 1 : 2));
  const end = rest.findIndex((part) => isWord(part, ...ends));
  return end < 0 ? rest : rest.slice(0, end);
}
