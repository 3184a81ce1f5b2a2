import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fateOf, MOST_ATTEMPTS } from './next-attempt.js';

describe('a delivery', () => {
  it('is delivered by any 2xx and by nothing else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.integer({ min: 1, max: MOST_ATTEMPTS }),
        (status, attempts) => {
          expect(fateOf({ status }, attempts, 0.5).state === 'delivered').toBe(status >= 200 && status < 300);
        },
      ),
    );
  });

  it('ends its receiver on 410', () => {
    expect(fateOf({ status: 410 }, 1, 0.5)).toEqual({ state: 'dead', endpointGone: true });
  });

  it('waits longer from attempt to attempt, by chance a fifth more or less, and dies after ten', () => {
    const waits = Array.from({ length: MOST_ATTEMPTS }, (_, nth) => fateOf({}, nth + 1, 0.5));
    expect(waits.map((fate) => (fate.state === 'waiting' ? fate.waitMilliseconds / 1_000 : fate.state))).toEqual([
      5,
      300,
      1_800,
      7_200,
      18_000,
      36_000,
      50_400,
      72_000,
      86_400,
      'dead',
    ]);
    expect([fateOf({}, 1, 0), fateOf({}, 1, 1)]).toMatchObject([
      { waitMilliseconds: 4_000 },
      { waitMilliseconds: 6_000 },
    ]);
  });
});
