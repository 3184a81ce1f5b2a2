import type { Fraction } from '#disclosure/fraction';
import { withNoise } from '#disclosure/noisy-count';
import { TrueCount } from '#disclosure/true-count';
import type { UniformDraw } from '#disclosure/uniform-below';

/** How often an attacker was right, and the standard error of that. */
export interface Success {
  readonly rate: number;
  readonly error: number;
}

/**
 * How often the best attacker tells whether one unit is in a table, knowing everything else.
 *
 * One half of the runs has the unit, the other does not; the sum of the cells it touches is all that tells, and the best
 * threshold lies half way between.
 *
 * @param cells   cells that the unit touches
 * @param sigma2  variance of each cell's noise
 * @param runs    runs with the unit, and as many without
 * @param draw    uniform integers
 *
 * Source: docs/attacks.md T-9.
 */
export function membershipSuccess(cells: number, sigma2: Fraction, runs: number, draw: UniformDraw): Success {
  let right = 0;
  for (let run = 0; run < 2 * runs; run += 1) {
    const isIn = run % 2 === 0;
    let sum = 0;
    for (let cell = 0; cell < cells; cell += 1) sum += Number(withNoise(TrueCount.of(isIn ? 1n : 0n), sigma2, draw));
    // Exactly on the threshold the attacker tosses a coin.
    const guess = sum * 2 === cells ? Number(draw(2n)) * 2 - 1 : sum * 2 - cells;
    if (guess > 0 === isIn) right += 1;
  }
  const rate = right / (2 * runs);
  return { rate, error: Math.sqrt((rate * (1 - rate)) / (2 * runs)) };
}
