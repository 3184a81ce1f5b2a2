import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestKeys } from '#platform/ingest-keys';
import { writeSegment } from '#spool/segment-file';
import { pseudonym } from '#usage/pseudonym';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';

interface Fingerprint {
  readonly id: string;
  readonly template: string;
  readonly exact: string;
  readonly bands: readonly string[];
  readonly words: readonly number[];
  readonly distinct_words: number;
  readonly plain_words: number;
  readonly quoted_percent: number;
  readonly domains: readonly string[];
  readonly contacts: readonly string[];
}

const key = Buffer.alloc(32, 1);
let fresh: FreshWarehouse;
let client: ClickHouseClient;
beforeAll(async () => {
  fresh = await freshWarehouse();
  const { url, username, password } = fresh.owner;
  client = createClient({ url, username, password, database: fresh.database });
});
afterAll(async () => {
  await client.close();
  await fresh.close();
});

let segments = 0;

/** Fingerprints of the completions given, in their order. */
async function printed(texts: readonly string[], secret = key): Promise<Fingerprint[]> {
  const id = (++segments).toString(16).padStart(32, '0');
  const at = '2026-03-02T10:00:00Z';
  const line = (completion: string, n: number) => ({ source: id, id: String(n), at, account: 'a', completion });
  const path = await writeSegment(
    fresh.spool,
    id,
    Buffer.from(texts.map((text, n) => JSON.stringify(line(text, n))).join('\n')),
  );
  const segment = {
    id,
    path,
    firstLine: 1,
    receivedAt: new Date(),
    latestAt: new Date('2100-01-01'),
    retainText: false,
  };
  await fresh.warehouse.load(segment, ingestKeys({ pseudonymKey: secret, identityKey: secret, quarantineKey: secret }));
  const answer = await client.query({
    query: `SELECT u.id AS id, lower(hex(template_hash)) AS template, lower(hex(exact_hash)) AS exact,
              arrayMap(b -> hex(b), bands) AS bands, words, distinct_words, plain_words, quoted_percent, domains, contacts
            FROM fingerprint INNER JOIN usage AS u USING (record) WHERE u.source = {id:String} ORDER BY toUInt32(u.id)`,
    query_params: { id },
    format: 'JSONEachRow',
  });
  return answer.json<Fingerprint>();
}

/** Words nobody speaks, so that texts of different seeds have nothing in common but chance. */
function invented(count: number, seed: number): string[] {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  const syllables = ['ba', 'ko', 'li', 'mu', 'ra', 'se', 'ti', 'vo', 'zu', 'pe', 'gra', 'nim'];
  return Array.from({ length: count }, () => {
    const n = next() >>> 8;
    return [n % 12, Math.floor(n / 12) % 12, Math.floor(n / 144) % 12].map((i) => syllables[i]).join('');
  });
}

const shared = (a: Fingerprint, b: Fingerprint) => a.bands.filter((band) => b.bands.includes(band)).length;
const share = (hits: readonly boolean[]) => hits.filter(Boolean).length / hits.length;

describe('a fingerprint', () => {
  const plain = 'Order your free bottle of joint drops today at https://shop.example/1 for only 29 dollars';
  it.each([
    ['case', plain.toUpperCase()],
    ['another link', plain.replace('shop.example/1', 'other.example/a?b=2')],
    ['another number', plain.replace('29', '1,995')],
    ['zero-width characters', plain.replace('bottle', 'bot\u200btle').replace('drops', 'dr\u00adops')],
    ['look-alike letters', plain.replace('free', 'frее').replace('joint', 'jоint')],
    ['full-width letters', plain.replace('today', 'ｔｏｄａｙ')],
    ['other spaces and punctuation', plain.replaceAll(' ', '  ').replace('drops', 'drops –')],
  ])('of a template is not changed by %s', async (_what, disguised) => {
    const [one, other] = await printed([plain, disguised]);
    expect(other?.template).toBe(one?.template);
    expect(other?.words).toEqual(one?.words);
  });

  it('of the exact text is changed by another link, of the template by another order of words', async () => {
    const [one, link, order] = await printed([
      plain,
      plain.replace('/1', '/2'),
      plain.replace('free bottle', 'bottle free'),
    ]);
    expect(link?.exact).not.toBe(one?.exact);
    expect(order?.template).not.toBe(one?.template);
  });

  it('counts the words that stand beside links, numbers and addresses', async () => {
    const prints = await printed([
      'read this https://shop.example/1 now',
      'call 0170 1234567 or write to me@shop.example',
      'no no no no no, 5 times no',
      '今天天气很好我们一起去公园散步吧然后去吃饭喝茶看电影聊天唱歌',
    ]);
    expect(prints.slice(0, 3).map(({ plain_words }) => plain_words)).toEqual([3, 4, 7]);
    expect(prints[3]?.plain_words).toBeGreaterThanOrEqual(5);
  });

  it('shares a band with nearly every text of 40 words of which 15 in 100 are changed', async () => {
    const pairs = Array.from({ length: 200 }, (_, n) => {
      const words = invented(40, 1_000 + n);
      return [words, words.map((word, i) => ((i * 7 + n) % 40 < 6 ? `${word}x` : word))];
    });
    const prints = await printed(pairs.flat().map((words) => words.join(' ')));
    const met = pairs.map((_, n) => shared(prints[2 * n] as Fingerprint, prints[2 * n + 1] as Fingerprint) > 0);
    expect(share(met)).toBeGreaterThan(0.95);
  });

  it('shares no band with strangers', async () => {
    const prints = await printed(Array.from({ length: 100 }, (_, n) => invented(40, n).join(' ')));
    const met = prints.flatMap((one, n) => prints.slice(n + 1).map((other) => shared(one, other) > 0));
    expect(share(met)).toBeLessThan(0.001);
  });

  it('takes a quoted word for another word than the same word said', async () => {
    const said = invented(30, 5).join(' ');
    const [one, reply] = await printed([said, `I do not think so at all, sorry.\n> ${said}`]);
    expect(reply?.quoted_percent).toBeGreaterThan(70);
    expect(reply?.words.filter((word) => one?.words.includes(word))).toEqual([]);
  });

  it('meets near copies of a language without spaces', async () => {
    const text =
      '今すぐお試しください。この特別な健康ドリンクは膝の痛みを和らげ、毎朝の散歩を楽しくします。限定価格でご提供中です。';
    const [one, other] = await printed([text, text.replace('毎朝', '毎晩')]);
    expect(one?.distinct_words).toBeGreaterThan(8);
    expect(shared(one as Fingerprint, other as Fingerprint)).toBeGreaterThan(0);
  });

  it('counts hardly any words where there is only a link', async () => {
    const [one] = await printed(['read this https://very.example/long/path?with=parameters now']);
    expect(one?.distinct_words).toBeLessThan(8);
  });

  it('keeps promoted addresses as the pseudonyms they have everywhere', async () => {
    const [one] = await printed([
      'See https://www.shop.co.uk/a and http://shop.co.uk/b, write to Sales@Shop.example or call +49 (30) 1234-5678.',
    ]);
    expect(one?.domains).toEqual([pseudonym(key, 'domain', 'shop.co.uk')]);
    expect([...(one?.contacts ?? [])].sort()).toEqual(
      [pseudonym(key, 'contact', 'sales@shop.example'), pseudonym(key, 'contact', '493012345678')].sort(),
    );
  });

  it('is made of any text without failing', async () => {
    const odd = [
      '',
      ' ',
      'x',
      '\u0000',
      '>',
      '🙂🙂🙂',
      '\ufeff',
      'a'.repeat(200_000),
      'é'.repeat(70_000),
      ') ( *',
      '12345',
    ];
    expect((await printed(odd)).map(({ id }) => Number(id))).toEqual(
      odd.flatMap((text, n) => (text === '' ? [] : [n])),
    );
  });

  it('holds no letter of the text, and hashes nobody can recompute without the key', async () => {
    const [one] = await printed(['xylophone quartz zeppelin mango bulldozer lighthouse pepper umbrella']);
    const answer = await client.query({
      query: `SELECT count() AS n FROM fingerprint WHERE position(toString(tuple(* EXCEPT record)), 'xylophone') > 0
                OR hasAny(words, arrayMap(w -> toUInt32(sipHash64(w)), ['xylophone', 'quartz']))
                OR hasAny(words, arrayMap(w -> toUInt32(sipHash64Keyed((toUInt64(0), toUInt64(0)), w)), ['xylophone']))`,
      format: 'JSONEachRow',
    });
    expect(await answer.json<{ n: number | string }>()).toMatchObject([
      { n: expect.toSatisfy((n) => Number(n) === 0) },
    ]);
    expect(one?.words).toHaveLength(8);
  });
});

describe('a promoted domain', () => {
  it.each([
    ['https://a.b.shop.co.uk/x', 'shop.co.uk'],
    ['https://example.com', 'example.com'],
    ['www.shop.example/offer', 'shop.example'],
    ['https://somebody.github.io/drops', 'somebody.github.io'],
    ['https://a.somebody.github.io', 'somebody.github.io'],
    ['https://b.test.ck', 'b.test.ck'],
    ['https://a.b.test.ck', 'b.test.ck'],
    ['https://www.www.ck', 'www.ck'],
    ['https://a.city.kobe.jp', 'city.kobe.jp'],
    ['https://a.b.c.kobe.jp', 'b.c.kobe.jp'],
    ['https://192.0.2.7/x', '192.0.2.7'],
    ['https://co.uk', 'co.uk'],
    ['https://a.b.unknown', 'b.unknown'],
  ])('of %s is %s', async (link, domain) => {
    const [one] = await printed([`order today at ${link} before it is gone`]);
    expect(one?.domains).toEqual([pseudonym(key, 'domain', domain)]);
  });
});
