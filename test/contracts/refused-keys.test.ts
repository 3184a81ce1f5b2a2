import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { presentRefusedKeys } from '../torture/refused-keys.js';

it('900 keys that do not hold open no door, tell nobody why, take the same time and reach no log', async () => {
  const seed = randomUUID();
  const { attempts, faults, leaks, timingRatio } = await presentRefusedKeys(900, seed);
  expect(faults, `seed ${seed}`).toEqual([]);
  expect(leaks).toEqual([]);
  expect(Object.values(attempts)).toEqual(Array(9).fill(100));
  expect(timingRatio).toBeGreaterThan(0.8);
  expect(timingRatio).toBeLessThan(1.25);
});
