import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { parseSecret, printSecret, signWebhook, webhookFault } from './standard-webhook.js';

const secret = fc.uint8Array({ minLength: 24, maxLength: 64 });
const now = () => new Date();
const signed = (bytes: Uint8Array, body: string, at = now()) => ({ ...signWebhook([bytes], 'evt_1', at, body) });
const one = Buffer.alloc(32, 1);
const two = Buffer.alloc(32, 2);

describe('a signed webhook', () => {
  it('is believed by the reference library, and the reference library is believed', () => {
    fc.assert(
      fc.property(secret, fc.string({ unit: 'grapheme' }), (bytes, text) => {
        const reference = new Webhook(printSecret(bytes));
        const body = JSON.stringify({ text });
        expect(reference.verify(body, signed(bytes, body))).toEqual({ text });
        const at = now();
        const theirs = {
          'webhook-id': 'evt_1',
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': reference.sign('evt_1', at, body),
        };
        expect(webhookFault([bytes], theirs, body, at)).toBeUndefined();
      }),
    );
  });

  it('is believed under either secret while one is rotated', () => {
    const headers = { ...signWebhook([one, two], 'evt_1', now(), '{}') };
    expect(webhookFault([one], headers, '{}', now())).toBeUndefined();
    expect(webhookFault([two], headers, '{}', now())).toBeUndefined();
  });

  it.each([
    ['another secret', {}, '{}', [two], 'signature'],
    ['another body', {}, '{ }', [one], 'signature'],
    ['another id', { 'webhook-id': 'evt_2' }, '{}', [one], 'signature'],
    ['no signature', { 'webhook-signature': undefined }, '{}', [one], 'headers'],
    ['an empty signature', { 'webhook-signature': '' }, '{}', [one], 'signature'],
    ['another version', { 'webhook-signature': 'v2,AAAA' }, '{}', [one], 'signature'],
    ['no time', { 'webhook-timestamp': 'now' }, '{}', [one], 'headers'],
    ['two ids', { 'webhook-id': ['a', 'b'] }, '{}', [one], 'headers'],
    ['no secret known', {}, '{}', [], 'signature'],
  ])('is refused with %s', (_, changed, body, secrets, fault) => {
    expect(webhookFault(secrets, { ...signed(one, '{}'), ...changed }, body, now())).toBe(fault);
  });

  it('is refused more than five minutes before or after its time', () => {
    const at = now();
    const headers = signed(one, '{}', at);
    const later = (seconds: number) => webhookFault([one], headers, '{}', new Date(at.getTime() + seconds * 1_000));
    expect([later(-298), later(298), later(-302), later(302)]).toEqual([undefined, undefined, 'time', 'time']);
  });
});

describe('a secret', () => {
  it('is read back as it was printed, and nothing too short or long is one', () => {
    expect(parseSecret(printSecret(one))).toEqual(one);
    for (const text of ['', 'whsec_', 'whsec_AAAA', 'whsec_?', `whsec_${'A'.repeat(100)}`])
      expect(parseSecret(text)).toBeUndefined();
  });
});
