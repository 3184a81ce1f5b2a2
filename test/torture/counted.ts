/** `npm run torture` sets it; `npm test` runs a bounded version of the same. */
const IS_FULL = process.env.TORTURE === 'full';

/** How often a fault is tried: a bounded number in `npm test`, the full one in `npm run torture`. */
export function times(bounded: number, full: number): number {
  return IS_FULL ? full : bounded;
}

/** Seed of this run's chance, printed with each failure; vitest.config.mjs makes one unless TORTURE_SEED repeats one. */
export const SEED = Number(process.env.TORTURE_SEED);

/** Milliseconds a torture may take: minutes in full. */
export const PATIENCE = IS_FULL ? 3_600_000 : 180_000;

/** What a failure says first, so that it can be repeated. */
export const REPEAT = `repeat with TORTURE_SEED=${SEED}`;
