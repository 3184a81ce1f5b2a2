import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usageRecord } from '#usage/usage-record';
import { expectGolden } from '../../../../test/support/golden.js';
import { FormatError } from '../format-error.js';
import { defaultOtlpMapping } from '../otlp-mapping.js';
import { litellm, litellmSpend } from './litellm.js';

const context = { source: 'proxy', mapping: defaultOtlpMapping };
const fixture = (name: string) => readFile(new URL(`./golden/${name}.json`, import.meta.url));
const adapt = (...items: unknown[]) =>
  String(litellm(Buffer.from(JSON.stringify(items)), context).lines)
    .trimEnd()
    .split('\n');
const record = (item: object) =>
  JSON.parse(adapt({ id: 'i', startTime: 1_788_264_000.123, metadata: {}, ...item })[0] as string);
const known = { metadata: { user_api_key_user_id: 'u' } };

describe.each([
  ['payloads', litellm, { count: 5, unmapped: 1, ignored: 0 }],
  ['spend-logs', litellmSpend, { count: 3, unmapped: 0, ignored: 0 }],
] as const)('LiteLLM %s', (name, adapter, counts) => {
  it('become usage records', async () => {
    const adapted = adapter(await fixture(name), context);
    expect(adapted).toMatchObject(counts);
    await expectGolden(String(adapted.lines), new URL(`./golden/${name}.ndjson`, import.meta.url));
    const schema = usageRecord(new Date('2027-01-01'));
    for (const line of String(adapted.lines)
      .trimEnd()
      .split('\n')
      .filter((found) => !found.startsWith('!'))) {
      const found = JSON.parse(line);
      expect(schema.safeParse(found.status === 401 ? { ...found, account: 'nobody' } : found).error).toBeUndefined();
    }
  });

  it('say the same as an array, as NDJSON, and one by one', async () => {
    const body = await fixture(name);
    const items = JSON.parse(String(body)) as object[];
    const ndjson = items.map((item) => `${JSON.stringify(item)}\n`);
    const whole = adapter(body, context).lines;
    expect(adapter(Buffer.from(ndjson.join('')), context).lines).toEqual(whole);
    expect(Buffer.concat(ndjson.map((line) => adapter(Buffer.from(line), context).lines))).toEqual(whole);
  });
});

describe('a LiteLLM payload', () => {
  it('of an unknown key has no account, whatever the key hashes to', () => {
    const failed = { status: 'failure', error_information: { error_code: '401', error_class: 'ProxyException' } };
    expect(record({ ...failed, metadata: { user_api_key_hash: 'made up' } })).toMatchObject({
      status: 401,
      error: 'ProxyException',
    });
    expect(record({ ...failed, metadata: { user_api_key_hash: 'made up' } })).not.toHaveProperty('account');
  });

  it('is billed to the user, else the team, else the key; never to whom the caller names', () => {
    const metadata = { user_api_key_hash: 'k', user_api_key_team_id: 't', user_api_key_user_id: 'u' };
    const accounts = [metadata, { ...metadata, user_api_key_user_id: null }, { user_api_key_hash: 'k' }];
    expect(accounts.map((found) => record({ metadata: found, end_user: 'claimed' }).account)).toEqual(['u', 't', 'k']);
    expect(adapt({ id: 'i', startTime: 1, end_user: 'claimed' })[0]).toMatch(/^!unmapped litellm account /);
  });

  it('whose texts the proxy redacted has none, or all accounts would write alike', () => {
    const found = record({
      ...known,
      messages: [{ role: 'user', content: 'redacted-by-litellm' }],
      response: { choices: [{ message: { content: 'redacted-by-litellm' } }] },
    });
    expect([found.prompt, found.completion]).toEqual([undefined, undefined]);
  });

  it('has as prompt what its user says anew', () => {
    const turn = (role: string, content: unknown) => ({ role, content });
    const messages = [
      turn('system', 's'),
      turn('user', 'old'),
      turn('assistant', 'a'),
      turn('user', 'new'),
      turn('user', [{ type: 'text', text: 'er' }]),
    ];
    expect(record({ ...known, messages })).toMatchObject({ system_prompt: 's', prompt: 'new\ner' });
  });

  it('among good ones is refused alone', () => {
    const good = JSON.stringify({ id: 'i', startTime: 1, ...known });
    const { lines, count } = litellm(Buffer.from(`${good}\n{"id":\n7\n${good}\n`), context);
    expect(count).toBe(4);
    expect(String(lines).split('\n').slice(1, 3)).toEqual(['{"id":', '7']);
  });

  it('never stops its body with anything but a FormatError', () => {
    const key = fc.constantFrom(
      'id',
      'metadata',
      'startTime',
      'messages',
      'response',
      'choices',
      'content',
      'role',
      '__proto__',
      'model_parameters',
      'tools',
      'guardrail_information',
      'error_information',
      'status',
      'user_api_key_user_id',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.double(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 3 }), (items) => {
        for (const adapter of [litellm, litellmSpend]) {
          try {
            const { lines, count } = adapter(Buffer.from(JSON.stringify(items)), context);
            expect(String(lines).split('\n')).toHaveLength(count + 1);
          } catch (error) {
            expect(error).toBeInstanceOf(FormatError);
          }
        }
      }),
      { numRuns: 1_000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
