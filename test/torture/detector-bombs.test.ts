import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrivals } from '#detect/arrivals';
import { catalogue } from '#detect/catalogue';
import { drawnWords } from '../scenarios/drawn-text.js';
import { chanceOf, DAY, drawnVoice, HOUR, MINUTE, SECOND, spoken, type Told, usageLines } from '../scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { loadUsage } from '../support/load-usage.js';
import { PATIENCE, SEED, times } from './counted.js';

const start = Date.UTC(2026, 4, 4);
const random = chanceOf('detector-bombs', SEED);
const many = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Accounts of the star, and of everything else that is told of a crowd. */
const STAR = times(3_000, 100_000);
const CROWD = times(300, 2_000);

const text = (words: number) => drawnWords(random, words).join(' ');

/** Each of these fills a day of its own. */
const BOMBS: Readonly<Record<string, (from: number) => Told[]>> = {
  'a star of accounts on one address': (from) => {
    const voice = drawnVoice(random, 'hosting');
    const ip = voice.home.ip(random);
    const created = new Date(start - DAY).toISOString();
    return many(STAR).map((one) =>
      spoken(voice, `ray-${one}`, from + random.below(DAY), random, { ip, plan: 'free', account_created_at: created }),
    );
  },
  'a clique of accounts that share everything within minutes': (from) => {
    const voice = drawnVoice(random, 'vpn');
    const things = many(4).map(() => text(20));
    return many(CROWD).flatMap((one) =>
      things.map((prompt, nth) =>
        spoken(voice, `clique-${one}`, from + nth * HOUR + random.below(3 * MINUTE), random, {
          prompt,
          completion: `${prompt} https://one-${nth}.example`,
        }),
      ),
    );
  },
  'texts that are all the same': (from) => {
    const completion = text(30);
    return many(CROWD).map((one) =>
      spoken(drawnVoice(random, 'mobile'), `same-${one}`, from + random.below(DAY), random, { completion }),
    );
  },
  'texts that are all empty': (from) =>
    many(CROWD).map((one) =>
      spoken(drawnVoice(random, 'mobile'), `empty-${one % 50}`, from + random.below(DAY), random, {
        prompt: '',
        completion: ['', ' ', '\u200b'][one % 3],
      }),
    ),
  'one account with nine tenths of all traffic': (from) => {
    const voice = drawnVoice(random, 'hosting');
    const prompt = text(25);
    return many(10 * CROWD).map((one) =>
      spoken(voice, one % 10 === 0 ? `other-${one}` : 'giant', from + ((one * 4 * SECOND) % DAY), random, {
        prompt: one % 10 === 0 ? text(25) : prompt,
        status: one % 3 === 0 ? 429 : 200,
        moderation_model: 'watchword-2',
        moderation: { hate: one % 2 === 0 ? 0.9 : 0.01 },
      }),
    );
  },
};

describe('a bomb', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    const told = Object.values(BOMBS).flatMap((bomb, day) => bomb(start + day * DAY));
    await loadUsage(fresh, usageLines(told), new Date(start + 10 * DAY));
  });
  afterAll(() => fresh?.close());

  const days = Object.keys(BOMBS).length;
  const window = { from: new Date(start), until: new Date(start + days * DAY) };

  it(`of each kind lies in the window: ${Object.keys(BOMBS).join(', ')}`, async () => {
    const told = await Promise.all(many(days).map((day) => records(day)));
    expect(told.every((count) => count > 0)).toBe(true);
  });
  const records = async (day: number) => {
    const [from, until] = [new Date(start + day * DAY), new Date(start + (day + 1) * DAY)];
    return (await fresh.warehouse.ask(arrivals, { from, until })).reduce((sum, hour) => sum + hour.records, 0);
  };

  it.each(catalogue)(
    'is judged by $name in bounded time, and the same after a rerun',
    { timeout: PATIENCE },
    async (detector) => {
      const began = performance.now();
      const first = detector.judge(await fresh.warehouse.ask(detector, window));
      expect(performance.now() - began).toBeLessThan(PATIENCE / 4);
      expect(detector.judge(await fresh.warehouse.ask(detector, window))).toEqual(first);
      for (const { evidence, numbers, score } of first) {
        expect(evidence.length).toBeLessThanOrEqual(50);
        expect([score, ...Object.values(numbers)].every(Number.isFinite)).toBe(true);
      }
    },
  );
});
