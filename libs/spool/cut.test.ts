import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CutBounds, cut, type Piece } from './cut.js';

async function* chunks(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

async function pieces(parts: readonly Uint8Array[], bounds: CutBounds): Promise<Piece[]> {
  const found: Piece[] = [];
  for await (const piece of cut(chunks(parts), bounds)) found.push(piece);
  return found;
}

const bounds: CutBounds = { bytes: 40, lines: 3, lineBytes: 20 };
const text = (found: readonly Piece[]) => found.map((piece) => piece.body.toString());

describe('cutting a log', () => {
  it('closes a piece at the bound of lines and numbers the next one on', async () => {
    const found = await pieces([Buffer.from('a\nb\nc\nd\ne')], bounds);
    expect(text(found)).toEqual(['a\nb\nc\n', 'd\ne']);
    expect(found.map(({ ordinal, firstLine, lines }) => [ordinal, firstLine, lines])).toEqual([
      [0, 1, 3],
      [1, 4, 2],
    ]);
  });

  it('closes a piece at the bound of bytes, but only at the end of a line', async () => {
    const found = await pieces([Buffer.from(`${'x'.repeat(18)}\n`.repeat(4))], { ...bounds, lines: 100 });
    expect(found.map((piece) => piece.body.length)).toEqual([57, 19]);
  });

  it('puts a stub with the length in place of a line that is too long', async () => {
    const found = await pieces(
      [Buffer.from('short\n'), Buffer.alloc(15, 'x'), Buffer.alloc(15, 'y'), Buffer.from('\nlast')],
      bounds,
    );
    expect(text(found)).toEqual(['short\n!oversize 31\nlast']);
  });

  it('hands on whole lines before it reports where a log breaks off', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('one\ntwo\nhalf');
      throw new Error('cut off');
    }
    const seen: string[] = [];
    const reading = (async () => {
      for await (const piece of cut(broken(), bounds)) seen.push(piece.body.toString());
    })();
    await expect(reading).rejects.toThrow('cut off');
    expect(seen).toEqual(['one\ntwo\n']);
  });

  it('cuts the same pieces whatever chunks the log arrives in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 30 }), { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 50 }),
        async (lines, sizes) => {
          const whole = Buffer.from(lines.join('\n'));
          const parts: Uint8Array[] = [];
          for (let at = 0, turn = 0; at < whole.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            parts.push(whole.subarray(at, at + size));
            at += size;
          }
          expect(text(await pieces(parts, bounds))).toEqual(text(await pieces([whole], bounds)));
        },
      ),
    );
  });

  it('loses no byte of lines within the bound', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.stringMatching(/^[a-z]{0,19}$/)), async (lines) => {
        const whole = lines.map((line) => `${line}\n`).join('');
        expect(text(await pieces([Buffer.from(whole)], bounds)).join('')).toBe(whole);
      }),
    );
  });
});
