import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnWords } from '../../../test/scenarios/drawn-text.js';
import { chanceOf } from '../../../test/scenarios/scene.js';
import { type FreshWarehouse, freshWarehouse } from '../../../test/support/fresh-warehouse.js';
import { accountName, loadUsage } from '../../../test/support/load-usage.js';
import { spamCampaign } from './spam-campaign.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 5, 1);
const random = chanceOf('spam-campaign, bad shapes', 1);

/** Each shape has a day of its own. */
const day = (n: number) => ({ from: new Date(START + n * DAY), until: new Date(START + (n + 1) * DAY) });

interface Call {
  readonly account: string;
  readonly completion: string;
}

function lines(n: number, calls: readonly Call[]): string {
  return calls
    .map(({ account, completion }, index) => {
      const at = new Date(START + n * DAY + index * 1_000).toISOString();
      return JSON.stringify({ source: `shape ${n}`, id: `${index}`, at, account, completion });
    })
    .join('\n');
}

/** Nine in ten texts are one account's, of one template of its own; the others are strangers'. */
const busy = Array.from({ length: 60_000 }, (_, n): Call => {
  if (n % 10 === 0) return { account: `stranger ${n}`, completion: drawnWords(random, 30).join(' ') };
  const [who, what, where] = drawnWords(random, 3);
  return {
    account: 'busy',
    completion: `Dear ${who}, thank you for your order of ${what}, which we have sent to your address in ${where} with the morning post`,
  };
});

/** One text of three accounts. */
const copied = ['one', 'two', 'three'].map(
  (account): Call => ({
    account,
    completion: 'Only today everybody who signs up gets the secret of easy money for nothing',
  }),
);

describe('shapes that could burst or blind a question about near copies', () => {
  let fresh: FreshWarehouse;
  beforeAll(async () => {
    fresh = await freshWarehouse();
    for (const [n, calls] of [busy, copied].entries()) {
      await loadUsage(fresh, lines(n, calls), new Date(START + 2 * DAY));
    }
  });
  afterAll(() => fresh?.close());

  /** What the engine answers to its owner. */
  async function told(sql: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    const { owner, database } = fresh;
    const address = new URL(owner.url);
    address.search = String(new URLSearchParams({ database, ...parameters }));
    const authorization = `Basic ${Buffer.from(`${owner.username}:${owner.password}`).toString('base64')}`;
    const answer = await fetch(address, { method: 'POST', headers: { authorization }, body: sql });
    expect(answer.status, await answer.clone().text()).toBe(200);
    return answer.text();
  }

  it('what one busy account repeats to itself is not held in memory', async () => {
    const { from, until } = day(0);
    await told(`SELECT count() FROM (${await readFile(spamCampaign.sql, 'utf8')})`, {
      param_from: `${from.getTime() / 1_000}`,
      param_until: `${until.getTime() / 1_000}`,
      enable_materialized_cte: '1',
      // It takes 50 MB; with the texts that the busy account alone holds it would take 250.
      max_memory_usage: '100000000',
    });
  });

  it('copies are found whether or not their words are still kept', async () => {
    const found = async () => spamCampaign.judge(await fresh.warehouse.ask(spamCampaign, day(1)));
    const before = await found();
    expect(before.map(({ members = [] }) => members.map(({ account }) => account))).toEqual([
      ['one', 'two', 'three'].map(accountName).sort(),
    ]);
    await told('ALTER TABLE fingerprint UPDATE words = [] WHERE true', { mutations_sync: '1' });
    expect(await found()).toEqual(before);
  });
});
