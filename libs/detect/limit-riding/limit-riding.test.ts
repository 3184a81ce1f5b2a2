import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitRiding } from './limit-riding.js';
import type { Row, Stretch } from './row.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Stretches one after another that are worked from one moment to another, milliseconds. */
function worked(count: number, first: number, last: number, more: Partial<Stretch> = {}): Stretch[] {
  return Array.from({ length: count }, (_, nth) => {
    return { nth: 20_000 + nth, served: 40, refused: 0, refusedFirst: 0, first, last, ...more };
  });
}

function row(n: number, full: Stretch[], more: Partial<Row> = {}): Row {
  return {
    account: `a${String(n).padStart(3, '0')}`,
    key: '',
    organization: '',
    plan: 'free',
    seconds: 86_400,
    active: full.length,
    calls: full.reduce((sum, { served }) => sum + served, 0),
    limited: full.reduce((sum, { refused }) => sum + refused, 0),
    ceiling: 40,
    full,
    evidence: full.slice(0, 50).map((_, nth) => (1_000 * n + nth).toString(16).padStart(32, '0')),
    traits: [7, 8, 0, 0, 0],
    ...more,
  };
}

/** Accounts that work so many hours a day, each from another hour on. */
const relay = (count: number, hours: number, apart: number, more: Partial<Row> = {}) =>
  Array.from({ length: count }, (_, n) => row(n, worked(4, n * apart * HOUR, (n * apart + hours) * HOUR), more));
const points = (rows: Row[]) => limitRiding.judge(rows).map(({ point }) => point);

describe('limit riding', () => {
  it('names the accounts that stop at one number a day, one after another', () => {
    const [found, ...others] = limitRiding.judge(relay(8, 2.6, 3));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      subject: { kind: 'campaign', id: '0'.repeat(32) },
      point: 'act',
      because:
        '8 accounts with the same client fingerprint and software stopped at 40 calls a day, 32 of 32 times, one after another',
      numbers: { parties: 8, ceiling: 40, stretch_seconds: 86_400, full_stretches: 32, share_full: 1, overlap: 0 },
    });
    expect(found?.members?.[0]).toEqual({ account: 'a000', records: 160, tie: 'full in 4 of 4 days' });
    expect(found?.evidence).toHaveLength(32);
  });

  it('names one account whose keys hand over to each other within every hour', () => {
    const keys = Array.from({ length: 3 }, (_, n) => {
      const full = worked(8, n * 19 * MINUTE, (n * 19 + 18.9) * MINUTE);
      return row(1, full, { key: `k${n}`, seconds: 3_600, traits: [0, 0, 0, 0, 0] });
    });
    const [found] = limitRiding.judge([row(1, worked(4, 0, 9 * HOUR), { ceiling: 960 }), ...keys]);
    expect(found).toMatchObject({
      subject: { kind: 'account', id: 'a001' },
      because: '3 keys with the same account stopped at 40 calls a hour, 24 of 24 times, one after another',
      numbers: { parties: 3, stretch_seconds: 3_600 },
    });
  });

  it('leaves accounts of one program alone that work in the same evening hours', () => {
    const pupils = Array.from({ length: 12 }, (_, n) => row(n, worked(4, (17 + n / 10) * HOUR, (18 + n / 10) * HOUR)));
    expect(limitRiding.judge(pupils)).toEqual([]);
  });

  it('leaves three nightly jobs of one length alone, which do not meet only because they are short', () => {
    expect(limitRiding.judge(relay(3, 0.2, 5))).toEqual([]);
  });

  it('leaves accounts alone that have nothing in common, and those that stop at numbers of their own', () => {
    const strangers = relay(8, 2.6, 3).map((each) => ({ ...each, traits: [0, 0, 0, 0, 0] }));
    const others = relay(8, 2.6, 3).map((each, n) => ({ ...each, ceiling: 40 + 4 * n }));
    expect(limitRiding.judge(strangers)).toEqual([]);
    expect(limitRiding.judge(others)).toEqual([]);
  });

  it('asks more of accounts that only a popular program ties', () => {
    const loose = { traits: [0, 8, 0, 0, 0] };
    expect(points(relay(6, 2.4, 4))).toEqual(['report']);
    expect(points(relay(6, 2.4, 4, loose))).toEqual([]);
    expect(points(relay(8, 2.6, 3, loose))).toEqual(['act']);
  });

  it('tells a pool from the strangers who use the same program', () => {
    const pool = relay(8, 2.6, 3);
    const strangers = Array.from({ length: 20 }, (_, n) =>
      row(100 + n, worked(4, n * HOUR, (n + 3) * HOUR), { traits: [0, 8, 0, 0, 0] }),
    );
    const [found, ...others] = limitRiding.judge([...pool, ...strangers]);
    expect(others).toEqual([]);
    expect(found?.members).toHaveLength(8);
  });

  describe('a client on its own', () => {
    const burst = (more: Partial<Stretch> = {}) =>
      worked(150, 300, 20_000, more).map((each, nth) =>
        nth % 40 === 0 ? { ...each, refused: 1, refusedFirst: 20_500 } : each,
      );
    const alone = (full: Stretch[], more: Partial<Row> = {}) => row(1, full, { seconds: 60, ...more });

    it('is reported when it bursts to the number it was refused at, the moment each minute begins', () => {
      expect(limitRiding.judge([alone(burst())])).toMatchObject([
        {
          subject: { kind: 'account', id: 'a001' },
          point: 'report',
          because: 'usage stopped at 40 calls a minute, 150 of 150 times, at every reset',
        },
      ]);
    });

    it('is left alone when it paces itself, and when it was never refused', () => {
      expect(limitRiding.judge([alone(burst({ last: 58_000 }))])).toEqual([]);
      expect(limitRiding.judge([alone(worked(150, 300, 20_000))])).toEqual([]);
    });

    it('is reported without a refusal of its own where two others of its plan were refused there', () => {
      const peers = [2, 3].map((n) =>
        row(n, burst({ last: 58_000, refused: 0 }), { seconds: 60, traits: [0, 0, 0, 0, 0] }),
      );
      const met = peers.map((peer) => ({
        ...peer,
        full: peer.full.map((each) => (each.refused > 0 ? { ...each, refusedFirst: 58_500 } : each)),
      }));
      const quiet = alone(worked(150, 300, 20_000));
      expect(points([quiet, ...met])).toEqual(['report']);
      expect(points([quiet, ...met.slice(0, 1)])).toEqual([]);
    });

    it('is left to hammering when a tenth of its calls and more are refused', () => {
      const refused = burst({ refused: 9, refusedFirst: 20_500 });
      expect(limitRiding.judge([alone(refused)])).toEqual([]);
    });
  });

  it('judges a crowd of 2,000 accounts that stop at one number within three seconds', () => {
    const crowd = Array.from({ length: 2_000 }, (_, n) =>
      row(n, worked(4, (n % 86_000) * 900, (n % 86_000) * 900 + HOUR)),
    );
    const began = performance.now();
    limitRiding.judge(crowd);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('finds the same whatever the order of the rows', () => {
    const party = fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 38, max: 44 }), fc.nat(2));
    const world = fc
      .array(party, { maxLength: 14 })
      .map((parties) =>
        parties.map(([from, hours, ceiling, client], n) =>
          row(n, worked(4, from * HOUR, (from + hours) * HOUR), { ceiling, traits: [client, 0, 0, n % 3, 0] }),
        ),
      );
    fc.assert(
      fc.property(
        world.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(limitRiding.judge(shuffled)).toEqual(limitRiding.judge(rows));
        },
      ),
    );
  });
});
