import { describe, expect, it } from 'vitest';
import { seededBytes } from '../../test/support/seeded-bytes.js';
import { fraction } from './fraction.js';
import { withNoise } from './noisy-count.js';
import { TrueCount } from './true-count.js';
import { uniformDraw } from './uniform-below.js';

/** Node's own generator gives multiples of this. */
const GRID = 2 ** -52;

/** Grid steps searched on either side of where the inverse lands. */
const REACH = 64;

/** Textbook Laplace noise of scale one on doubles, the mechanism that must not be used. */
const naiveNoise = (u: number) => -Math.sign(u) * Math.log(1 - 2 * Math.abs(u));

/** Whether some uniform double turns this count into exactly this output. */
function isReachable(output: number, count: number): boolean {
  const noise = output - count;
  const near = (Math.sign(noise) * (1 - Math.exp(-Math.abs(noise)))) / 2;
  // A uniform double is a grid point of [0, 1) less one half.
  const centre = Math.round((near + 0.5) / GRID);
  for (let step = -REACH; step <= REACH; step += 1) {
    if (count + naiveNoise((centre + step) * GRID - 0.5) === output) return true;
  }
  return false;
}

// Test vector TV-12; after Mironov, "On Significance of the Least Significant Bits for Differential Privacy".
describe('the least significant bits', () => {
  const draw = uniformDraw(seededBytes('bits'));

  it.each([
    [0, 1, 0.88, 0.91],
    [100, 101, 0.01, 0.04],
  ])('of naive noise betray whether a count was %d or %d', (count, other, least, most) => {
    let [certain, wrong] = [0, 0];
    for (let run = 0; run < 4_000; run += 1) {
      const output = count + naiveNoise(Number(draw(2n ** 52n)) * GRID - 0.5);
      const [truly, falsely] = [isReachable(output, count), isReachable(output, other)];
      if (truly && !falsely) certain += 1;
      if (falsely && !truly) wrong += 1;
    }
    expect(wrong).toBe(0);
    expect(certain / 4_000).toBeGreaterThan(least);
    expect(certain / 4_000).toBeLessThan(most);
  });

  it('of ours are those of whole numbers, reached from either of two neighbouring counts', () => {
    const reached = (count: bigint) => {
      const outputs = new Set<bigint>();
      for (let run = 0; run < 4_000; run += 1) outputs.add(withNoise(TrueCount.of(count), fraction(4n), draw));
      return [-2n, -1n, 0n, 1n, 2n, 3n].every((output) => outputs.has(output));
    };
    expect(reached(0n)).toBe(true);
    expect(reached(1n)).toBe(true);
  });
});
