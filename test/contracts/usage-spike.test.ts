import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '#demo/random';
import { bursts } from '#detect/usage-spike/bursts';
import { LEAST_REQUESTS, usageSpike } from '#detect/usage-spike/usage-spike';
import { pseudonym } from '#usage/pseudonym';
import { windowsBetween } from '#usage/window';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { loadUsage } from '../support/load-usage.js';

const DAY = 144;
const DAYS = 9;
const START = Date.UTC(2026, 3, 1);

/** Restless keys that work by day, each burst its own length and size, with empty times between. */
function restless(key: number): Float64Array {
  const random = new Random(7).fork(key);
  const values = new Float64Array(DAYS * DAY);
  for (let ten = 0; ten < values.length; ) {
    const busy = ten % DAY > 48 && ten % DAY < 90;
    const level = busy && random.chance(0.7) ? random.logNormal(2.5, 1.2) : random.within(0, 2);
    for (let left = random.between(1, 6); left > 0 && ten < values.length; left--) {
      values[ten++] = random.negativeBinomial(level, 3);
    }
  }
  return values;
}

const keys = Array.from({ length: 8 }, (_, key) => restless(key));

const lines = keys.flatMap((values, key) =>
  [...values].flatMap((calls, ten) =>
    Array.from({ length: calls }, (_, call) => {
      const at = new Date(START + ten * 600_000 + Math.floor((call / calls) * 600_000)).toISOString();
      return JSON.stringify({ source: 's', id: `${key} ${ten} ${call}`, at, account: `a${key % 2}`, key: `k${key}` });
    }),
  ),
);

describe('the question for usage spikes', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    await loadUsage(fresh, `${lines.join('\n')}\n`, new Date(START + DAYS * 86_400_000));
  });
  afterAll(() => fresh?.close());

  it('leaves out no burst that the whole series tells of, and adds none', async () => {
    const [from, until] = [new Date(START + 6 * 86_400_000), new Date(START + DAYS * 86_400_000)];
    const names = keys.map((_, key) => pseudonym(Buffer.alloc(32, 1), 'key', `k${key}`));
    const [told, wanted]: [string[], string[]] = [[], []];
    for (const window of windowsBetween(from, until, 1, 1)) {
      const findings = usageSpike.judge(await fresh.warehouse.ask(usageSpike, { ...window }));
      const say = (key: string, numbers: readonly number[]) =>
        `${window.from.toISOString()} ${key} ${numbers.join(' ')}`;
      for (const { subject, numbers, score } of findings) {
        told.push(say(subject.id, [numbers.records ?? 0, numbers.explained ?? 0, Number(score.toFixed(6))]));
      }
      const begin = (window.from.getTime() - START) / 600_000;
      keys.forEach((values, key) => {
        const found = bursts(values, begin, begin + 6, LEAST_REQUESTS);
        const [strongest] = found.sort((a, b) => (a.point < b.point ? -1 : a.point > b.point ? 1 : b.score - a.score));
        if (strongest === undefined) return;
        const { requests, explained, score } = strongest;
        wanted.push(say(names[key] ?? '', [requests, explained, Number(score.toFixed(6))]));
      });
    }
    expect(wanted.length).toBeGreaterThan(10);
    expect(told.sort()).toEqual(wanted.sort());
  }, 240_000);
});
