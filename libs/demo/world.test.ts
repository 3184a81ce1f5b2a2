import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { usageRecord } from '#usage/usage-record';
import type { BenignKind, MisuseKind } from './truth.js';
import { describeTruth } from './truth.js';
import { demoWorld } from './world.js';

interface Written {
  readonly source: string;
  readonly id: string;
  readonly at: string;
  readonly account: string;
  readonly ip: string;
  readonly status: number;
  readonly prompt?: string;
  readonly completion?: string;
}

const until = new Date('2026-10-01T00:00:00Z');
const from = new Date('2026-09-01T00:00:00Z');
const world = demoWorld({ seed: 1, until });
const lines = [...world.records()];
const records = lines.map((line) => JSON.parse(line) as Written);
const byAccount = grouped(records, ({ account }) => account);
const actors = (kind: MisuseKind) => world.truth.actors.filter((actor) => actor.kind === kind);
const lookAlikes = (kind: BenignKind) => world.truth.benign.filter((one) => one.kind === kind);
const of = (accounts: readonly string[]) => accounts.flatMap((account) => byAccount.get(account) ?? []);

describe('demo world', () => {
  it('gives the same bytes for the same seed', () => {
    const first = createHash('sha256').update(lines.slice(0, 5_000).join('\n')).digest('hex');
    expect(first).toMatchInlineSnapshot(`"b0a4554ccc5b9a80f049e7c8377229d5fc0a242e11f8967538516e1e4b7d0404"`);
  });

  it('gives the same lines each time it is read', () => {
    let place = 0;
    let alike = 0;
    for (const line of world.records()) if (line === lines[place++]) alike++;
    expect([place, alike]).toEqual([lines.length, lines.length]);
  });

  it('is another world for another seed', () => {
    const [other] = demoWorld({ seed: 2, until }).records();
    expect(other).not.toBe(lines[0]);
  });

  it('starts and ends where it was told, in order of time', () => {
    const times = records.map(({ at }) => Date.parse(at));
    expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))).toBe(true);
    expect(times[0]).toBeGreaterThanOrEqual(from.getTime());
    expect(times.at(-1)).toBeLessThan(until.getTime());
  });

  it('refuses an end inside a day', () => {
    expect(() => demoWorld({ seed: 1, until: new Date('2026-09-30T12:00:00Z') })).toThrow(RangeError);
  });

  it('holds about 200,000 records of 3,000 accounts in less than 150 MB', () => {
    expect(lines.length).toBeGreaterThan(170_000);
    expect(lines.length).toBeLessThan(230_000);
    expect(lines.reduce((sum, line) => sum + line.length + 1, 0)).toBeLessThan(150_000_000);
    expect(world.truth.accounts).toBe(3_000);
  });

  it('never repeats an identity', () => {
    expect(new Set(records.map(({ source, id }) => `${source} ${id}`)).size).toBe(lines.length);
  });

  it('writes nothing but valid usage records', () => {
    const schema = usageRecord(until);
    for (const line of sampled(lines, 97)) expect(schema.safeParse(JSON.parse(line)).error).toBeUndefined();
  });

  it('names no network that exists', () => {
    const reserved = /^(10\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:db8:)/;
    expect(records.filter(({ ip }) => !reserved.test(ip))).toEqual([]);
  });

  it('has no account call before it was created', () => {
    const early = records.filter(
      (record) => 'account_created_at' in record && record.at < String(record.account_created_at),
    );
    expect(early).toEqual([]);
  });

  it('leaves the text out of a good part of the records', () => {
    const bare = records.filter(({ prompt }) => prompt === undefined).length / records.length;
    expect(bare).toBeGreaterThan(0.4);
    expect(bare).toBeLessThan(0.8);
  });
});

describe('planted misuse', () => {
  it('has three large campaigns and at least 75 small spammers', () => {
    const sizes = actors('spam-campaign').map(({ accounts }) => accounts.length);
    expect(sizes.filter((size) => size >= 40)).toHaveLength(3);
    expect(sizes.filter((size) => size >= 2 && size <= 6).length).toBeGreaterThanOrEqual(75);
  });

  it('has at least 170 hammering accounts, each on its own', () => {
    expect(actors('limit-hammering').length).toBeGreaterThanOrEqual(170);
    expect(actors('limit-hammering').every(({ accounts }) => accounts.length === 1)).toBe(true);
  });

  it('shares no account between two actors or with an honest look-alike', () => {
    const all = [...world.truth.actors, ...world.truth.benign].flatMap(({ accounts }) => accounts);
    expect(new Set(all).size).toBe(all.length);
  });

  it('refuses every hammering account 60 times or more', () => {
    const refused = actors('limit-hammering').map(
      ({ accounts }) => of(accounts).filter(({ status }) => status === 429).length,
    );
    expect(Math.min(...refused)).toBeGreaterThanOrEqual(60);
  });

  it('lets the large campaigns grow', () => {
    const [largest] = actors('spam-campaign');
    const active = (day: number) => {
      const date = new Date(from.getTime() + day * 86_400_000).toISOString().slice(0, 10);
      return new Set(
        of(largest?.accounts ?? [])
          .filter(({ at }) => at.startsWith(date))
          .map(({ account }) => account),
      ).size;
    };
    expect(active(24)).toBeGreaterThan(4 * active(6));
  });

  it('makes spam of one actor nearly the same and of two actors different', () => {
    const texts = actors('spam-campaign').map(({ accounts }) =>
      of(accounts)
        .flatMap(({ completion }) => (completion?.includes('https://') ? [shingles(completion)] : []))
        .slice(0, 12),
    );
    const within = texts.map((spins) => median(pairs(spins).map(([a, b]) => jaccard(a, b))));
    const between = pairs(texts.map(([first]) => first ?? new Set<string>())).map(([a, b]) => jaccard(a, b));
    expect(median(within)).toBeGreaterThan(0.3);
    expect(median(within)).toBeLessThan(0.75);
    expect(Math.min(...within)).toBeGreaterThan(0.15);
    expect(Math.max(...between)).toBeLessThan(0.15);
  });

  it('sums up on one screen', () => {
    const lines = describeTruth(world.truth).split('\n');
    expect(lines.length).toBeLessThan(24);
    expect(lines.some((line) => line.includes('limit-hammering') && line.includes('184 actors'))).toBe(true);
  });
});

describe('honest traffic', () => {
  it('never says nearly the same in two accounts', () => {
    const suspects = new Set([...world.truth.actors, ...world.truth.benign].flatMap(({ accounts }) => accounts));
    const honest = [...byAccount].filter(([account]) => !suspects.has(account));
    const texts = honest.flatMap(([, calls]) => {
      const said = calls.find(({ completion }) => completion !== undefined)?.completion;
      return said === undefined ? [] : [shingles(said)];
    });
    expect(texts.length).toBeGreaterThan(300);
    const alike = pairs(sampled(texts, Math.ceil(texts.length / 400))).map(([a, b]) => jaccard(a, b));
    expect(alike.reduce((most, one) => Math.max(most, one), 0)).toBeLessThan(0.3);
  });

  it('has launch days of ten times the usual traffic and more', () => {
    for (const { accounts } of lookAlikes('launch-day')) {
      const days = [...grouped(of(accounts), ({ at }) => at.slice(0, 10)).values()].map((calls) => calls.length);
      expect(Math.max(...days)).toBeGreaterThan(10 * median([...days, ...Array(30 - days.length).fill(0)]));
    }
  });

  it('has three sister accounts that send one newsletter', () => {
    const [sisters] = lookAlikes('sister-newsletters');
    expect(sisters?.accounts).toHaveLength(3);
    const letters = of(sisters?.accounts ?? []).filter(({ completion }) => completion?.includes('you subscribed to'));
    expect(new Set(letters.map(({ account }) => account)).size).toBe(3);
  });

  it('has a class of thirty behind one address with one exercise an hour', () => {
    const [classroom] = lookAlikes('classroom');
    const calls = of(classroom?.accounts ?? []);
    expect(new Set(calls.map(({ ip }) => ip)).size).toBe(1);
    const pupils = [...grouped(calls, ({ prompt }) => prompt)].map(
      ([, same]) => new Set(same.map(({ account }) => account)).size,
    );
    expect(Math.max(...pupils)).toBeGreaterThan(20);
  });

  it('has batch jobs that meet limits and wait twice as long each time', () => {
    for (const { accounts } of lookAlikes('batch-job')) {
      const statuses = of(accounts).map(({ status }) => status);
      const share = statuses.filter((status) => status === 429).length / statuses.length;
      expect(share).toBeGreaterThan(0.02);
      expect(share).toBeLessThan(0.3);
    }
  });

  it('has a vendor that sends one source text in many languages from three accounts', () => {
    const [vendor] = lookAlikes('translation-vendor');
    const sources = grouped(
      of(vendor?.accounts ?? []).filter(({ prompt }) => prompt?.startsWith('Translate into ')),
      ({ prompt }) => prompt?.split(': ').slice(1).join(': '),
    );
    const senders = [...sources.values()].map((same) => new Set(same.map(({ account }) => account)).size);
    expect(Math.max(...senders)).toBe(3);
  });

  it('has integrations that repeat an invalid call for days, a load test and a public test', () => {
    const failed = lookAlikes('broken-integration').map(
      ({ accounts }) => of(accounts).filter(({ status }) => status === 400).length,
    );
    expect(Math.min(...failed)).toBeGreaterThan(300);
    expect(of(lookAlikes('load-test')[0]?.accounts ?? []).filter((record) => 'x_agreed' in record)).toHaveLength(1_400);
    expect(lookAlikes('evaluation-harness')[0]?.accounts).toHaveLength(2);
  });

  it('has public prompts that more than a hundred accounts paste', () => {
    const opening = 'Act as a patient language partner.';
    const pasted = records.filter(({ prompt }) => prompt?.startsWith(opening));
    expect(new Set(pasted.map(({ account }) => account)).size).toBeGreaterThan(100);
  });
});

function grouped<T, K>(all: readonly T[], key: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const known = groups.get(key(one));
    if (known === undefined) groups.set(key(one), [one]);
    else known.push(one);
  }
  return groups;
}

/** Sets of three words in a row, digits masked as fingerprints mask them. */
function shingles(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .replace(/https?:\S+/g, 'url')
      .replace(/\d+/g, '0')
      .match(/[\p{L}0]+/gu) ?? [];
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const shingle of a) if (b.has(shingle)) common++;
  return common / (a.size + b.size - common);
}

function pairs<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]));
}

function sampled<T>(all: readonly T[], every: number): T[] {
  return all.filter((_, index) => index % every === 0);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
