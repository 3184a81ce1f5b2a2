import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from './tokens.js';

const texts = (sql: string): string[] => [...tokens(sql)].map(({ text }) => text);
const kinds = (sql: string): string[] => [...tokens(sql)].map(({ kind }) => kind);

/** Pieces that each are one token or none, and stay so when a space stands between them. */
const piece = fc.oneof(
  fc.constantFrom(
    'SELECT',
    'format',
    '_x$1',
    '1',
    '0x1F',
    '1e5',
    '1.5',
    '(',
    ')',
    ',',
    ';',
    '*',
    '{',
    '}',
    ':',
    '.',
    '=',
    '@',
  ),
  fc
    .string({ unit: 'binary-ascii' })
    .filter((s) => !/[\\'\0]/.test(s))
    .map((s) => `'${s}'`),
  fc
    .string({ unit: 'binary-ascii' })
    .filter((s) => !/[\\"\0]/.test(s))
    .map((s) => `"${s}"`),
  fc
    .string({ unit: 'binary-ascii' })
    .filter((s) => !/[\\`\0]/.test(s))
    .map((s) => `\`${s}\``),
  fc
    .string({ unit: 'binary-ascii' })
    .filter((s) => !/[$\0]/.test(s))
    .map((s) => `$tag$${s}$tag$`),
);
const nothing = fc.oneof(
  fc.constantFrom(' ', '\n', '\t', '\r\n'),
  fc
    .string({ unit: 'binary-ascii' })
    .filter((s) => !/[\n\0]/.test(s))
    .map((s) => `--${s}\n`),
  fc
    .string({ unit: 'binary-ascii' })
    .filter((s) => !/[\n\0]/.test(s))
    .map((s) => `# ${s}\n`),
  fc
    .string({ unit: 'binary-ascii' })
    .filter((s) => !s.includes('*') && !s.includes('/'))
    .map((s) => `/*${s}*/`),
);

test('whatever stands between them, the same words are read', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.array(nothing))), (parts) => {
      const sql = parts.map(([word, gaps]) => ` ${word} ${gaps.join('')}`).join('');
      expect(texts(sql)).toEqual(parts.map(([word]) => word));
    }),
  );
});

test('any bytes at all are read to an end, in order and without overlap', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const sql = Buffer.from(bytes).toString('latin1');
      let at = 0;
      for (const { start, end, kind, text } of tokens(sql)) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        if (kind !== 'broken') expect(sql.slice(start, end)).toBe(text);
        at = end;
      }
    }),
  );
});

test('a semicolon inside quotes, comments and heredocs is text', () => {
  const sql = "a ';' \";\" `;` $$;$$ $t$;$$;$t$ -- ;\n # ;\n #!;\n /* ; /* ; */ ; */ 'it''s;' 'a\\';' b";
  expect(texts(sql)).not.toContain(';');
  expect(texts(sql).at(-1)).toBe('b');
});

test('a backslash hides a quote, a doubled quote is one', () => {
  expect(texts("'a\\'b' 'c''d' 'e\\\\' f")).toEqual(["'a\\'b'", "'c''d'", "'e\\\\'", 'f']);
});

test('a comment ends at its own end, not at the first', () => {
  expect(texts('a /* b /* c */ ; d */ e')).toEqual(['a', 'e']);
});

test('a comment needs no space before it', () => {
  expect(texts('1--2\n3/*4*/5')).toEqual(['1', '3', '5']);
});

test.each(["'open", '"open', '`open', '/* open', '/* a /* b */', '$t$ open', "'ends in \\"])(
  '%s is broken, since it never closes',
  (sql) => {
    expect(kinds(sql)).toEqual(['broken']);
  },
);

test.each([
  ['a typographic quote', Buffer.from("‘'’ ; DROP TABLE t -- '").toString('latin1')],
  ['a vertical delimiter', 'SELECT 1\\G'],
  ['a NUL', 'SELECT\0 1'],
  ['a NUL in a string', "'\0'"],
  ['a lone hash', 'SELECT 1 #comment'],
])('%s is broken, since the engine may read it otherwise', (_, sql) => {
  expect(kinds(sql).at(-1)).toBe('broken');
});
