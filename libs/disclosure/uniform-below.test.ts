import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareDeviate } from '#statistics/chi-square-deviate';
import { seededBytes } from '../../test/support/seeded-bytes.js';
import type { ByteSource } from './byte-source.js';
import { uniformBelow } from './uniform-below.js';

function scriptedBytes(hex: string): ByteSource & { left(): number } {
  let rest = Buffer.from(hex, 'hex');
  return {
    left: () => rest.length,
    bytes(count) {
      if (count > rest.length) throw new RangeError('scriptedBytes requires more bytes');
      const taken = rest.subarray(0, count);
      rest = rest.subarray(count);
      return taken;
    },
  };
}

describe('uniform integers below a bound', () => {
  // Test vector TV-11b: mask to 4 bits, refuse 15 and 11; mask two bytes to 11 bits, refuse 2047.
  it.each([
    [10n, 'ff0b27', 7n],
    [1600n, 'ffff05aa', 1450n],
  ])('below %s masks and refuses %s', (below, hex, expected) => {
    const source = scriptedBytes(hex);
    expect(uniformBelow(below, source)).toBe(expected);
    expect(source.left()).toBe(0);
  });

  it('needs no bytes below one', () => {
    expect(uniformBelow(1n, scriptedBytes(''))).toBe(0n);
  });

  it('refuses a bound of zero', () => {
    expect(() => uniformBelow(0n, scriptedBytes(''))).toThrow(RangeError);
  });

  it('stays within its bound, however large', () => {
    const source = seededBytes('bounds');
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1n << 200n }), (below) => {
        const value = uniformBelow(below, source);
        return value >= 0n && value < below;
      }),
    );
  });

  it('favours no residue where a remainder would', () => {
    const source = seededBytes('residues');
    const seen = Array<number>(160).fill(0);
    for (let draw = 0; draw < 160_000; draw += 1) {
      const value = Number(uniformBelow(160n, source));
      seen[value] = (seen[value] ?? 0) + 1;
    }
    expect(chiSquareDeviate(seen, Array<number>(160).fill(1_000))).toBeLessThan(4.75);
  });
});
