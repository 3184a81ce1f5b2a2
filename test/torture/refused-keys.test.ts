import { expect, it } from 'vitest';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';
import { presentRefusedKeys } from './refused-keys.js';

/** Of each of the nine kinds. */
const ATTEMPTS = times(100, 1_112);

it(
  'keys that do not hold open no door, tell nobody why, take the same time and reach no log',
  async () => {
    const { attempts, faults, leaks, timingRatio } = await presentRefusedKeys(9 * ATTEMPTS, `${SEED}`);
    expect(faults, REPEAT).toEqual([]);
    expect(leaks).toEqual([]);
    expect(Object.values(attempts)).toEqual(Array(9).fill(ATTEMPTS));
    expect(timingRatio).toBeGreaterThan(0.8);
    expect(timingRatio).toBeLessThan(1.25);
  },
  PATIENCE,
);
