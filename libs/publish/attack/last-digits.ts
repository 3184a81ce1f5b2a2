import type { UniformDraw } from '#disclosure/uniform-below';

/** Node's own generator gives multiples of this. */
const GRID = 2 ** -52;

/** Steps searched on either side of where a uniform number has to have been. */
const NEAR = 64;

/**
 * How often textbook Laplace noise on doubles betrays for certain whether the count below it is 0 or 1.
 *
 * The logarithm reaches only some doubles; most outputs are reachable from one of the two counts alone.
 *
 * @param outputs  outputs tried
 * @param draw     uniform integers
 * @returns        share in `[0, 1]`
 *
 * Source: Mironov, "On Significance of the Least Significant Bits for Differential Privacy"; docs/attacks.md TV-12.
 */
export function betrayedByLastDigits(outputs: number, draw: UniformDraw): number {
  let betrayed = 0;
  for (let output = 0; output < outputs; output += 1) {
    const count = output % 2;
    const noisy = count + laplace(Number(draw(2n ** 52n)) * GRID - 0.5);
    if (!isReachable(noisy, 1 - count)) betrayed += 1;
  }
  return betrayed / outputs;
}

function laplace(uniform: number): number {
  return -Math.sign(uniform) * Math.log(1 - 2 * Math.abs(uniform));
}

function isReachable(output: number, count: number): boolean {
  const noise = output - count;
  const near = (Math.sign(noise) * (1 - Math.exp(-Math.abs(noise)))) / 2;
  const centre = Math.round((near + 0.5) / GRID);
  for (let step = -NEAR; step <= NEAR; step += 1)
    if (count + laplace((centre + step) * GRID - 0.5) === output) return true;
  return false;
}
