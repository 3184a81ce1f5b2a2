/** Bisections of the order; each halves the bracket, 200 exhaust the digits of a double. */
const STEPS = 200;

/**
 * The δ that goes with an ε under ρ-zCDP: the chance that the bound by ε does not hold.
 *
 * Floating point: for display, never for drawing or for accounting.
 *
 * @param rho      privacy loss (zCDP), above zero
 * @param epsilon  at least zero
 * @returns        δ in `[0, 1]`
 * @throws {RangeError} when `rho` is not above zero or `epsilon` is negative
 *
 * Source: Canonne, Kamath, Steinke, "The Discrete Gaussian for Differential Privacy", corollary 13.
 */
export function deltaOf(rho: number, epsilon: number): number {
  if (!(rho > 0) || !(epsilon >= 0))
    throw new RangeError('deltaOf requires a loss above zero and an epsilon of at least zero');
  // The derivative in the order is increasing and changes sign once, between 1 and this bound.
  let [low, high] = [1, (epsilon + 1) / (2 * rho) + 2];
  for (let step = 0; step < STEPS; step += 1) {
    const order = (low + high) / 2;
    const slope = (2 * order - 1) * rho - epsilon + Math.log1p(-1 / order);
    if (slope < 0) low = order;
    else high = order;
  }
  const order = (low + high) / 2;
  const logarithm = (order - 1) * (order * rho - epsilon) + order * Math.log1p(-1 / order) - Math.log(order - 1);
  return Math.min(1, Math.exp(logarithm));
}

/**
 * The ε that goes with a δ under ρ-zCDP.
 *
 * @param rho    privacy loss (zCDP), above zero
 * @param delta  in `(0, 1)`
 * @returns      smallest ε whose δ is at most `delta`
 * @throws {RangeError} when `rho` is not above zero or `delta` not in `(0, 1)`
 */
export function epsilonOf(rho: number, delta: number): number {
  if (!(delta > 0 && delta < 1)) throw new RangeError('epsilonOf requires a delta between zero and one');
  // The simple bound is always enough.
  let [low, high] = [0, rho + 2 * Math.sqrt(rho * Math.log(1 / delta))];
  for (let step = 0; step < STEPS; step += 1) {
    const epsilon = (low + high) / 2;
    if (deltaOf(rho, epsilon) > delta) low = epsilon;
    else high = epsilon;
  }
  return high;
}
