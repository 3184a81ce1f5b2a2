import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { ApiKeys } from './api-keys.js';
import { apiKey } from './tables.js';

const now = new Date('2026-07-01T12:00:00Z');
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const wanted = { name: 'gateway', scopes: ['incidents:read'], expiresAt: null };

describe('API keys', () => {
  let fresh: FreshCasebook;
  let keys: ApiKeys;
  beforeAll(async () => {
    fresh = await freshCasebook();
    keys = new ApiKeys(fresh.casebook, Buffer.alloc(32, 1));
  });
  afterAll(() => fresh?.close());

  it('open the door with their scopes', async () => {
    const { secret, key } = await keys.create(wanted, now);
    expect(await keys.verify(secret, now)).toEqual({ valid: true, key: { ...key, lastUsedAt: now } });
    expect(key.scopes).toEqual(['incidents:read']);
  });

  it('leave no trace of their secret in the table', async () => {
    const { secret } = await keys.create(wanted, now);
    const rows = await fresh.casebook.db.select().from(apiKey);
    const kept = rows
      .flatMap(Object.values)
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : `${value}`));
    expect(kept.join()).not.toContain(secret.slice(12));
  });

  it('are wrong when any letter of the secret is another', async () => {
    const { secret } = await keys.create(wanted, now);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 12, max: secret.length - 1 }), async (at) => {
        const letter = secret[at] === 'A' ? 'B' : 'A';
        const other = `${secret.slice(0, at)}${letter}${secret.slice(at + 1)}`;
        expect(await keys.verify(other, now)).toEqual({ valid: false, reason: 'wrong' });
      }),
      { numRuns: 40 },
    );
  });

  it('are wrong when nobody has their prefix', async () => {
    expect(await keys.verify(`uw_00000000_${'A'.repeat(43)}`, now)).toEqual({ valid: false, reason: 'wrong' });
  });

  it('are malformed when they are anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), async (text) => {
        expect(await keys.verify(text, now)).toEqual({ valid: false, reason: 'malformed' });
      }),
    );
  });

  it('expire at the instant they name', async () => {
    const { secret } = await keys.create({ ...wanted, expiresAt: later(1_000) }, now);
    expect((await keys.verify(secret, later(999))).valid).toBe(true);
    expect(await keys.verify(secret, later(1_000))).toEqual({ valid: false, reason: 'expired' });
  });

  it('once revoked stay revoked since the first time', async () => {
    const { secret, key } = await keys.create(wanted, now);
    await keys.revoke(key.id, now);
    expect(await keys.revoke(key.id, later(5_000))).toMatchObject({ revokedAt: now });
    expect(await keys.verify(secret, now)).toEqual({ valid: false, reason: 'revoked' });
  });

  it('are worth nothing under another pepper', async () => {
    const { secret } = await keys.create(wanted, now);
    const others = new ApiKeys(fresh.casebook, Buffer.alloc(32, 2));
    expect(await others.verify(secret, now)).toEqual({ valid: false, reason: 'wrong' });
  });

  it('record their last use once a minute', async () => {
    const { secret, key } = await keys.create(wanted, now);
    await keys.verify(secret, now);
    await keys.verify(secret, later(59_999));
    const lastUse = async () => (await keys.list()).find(({ id }) => id === key.id)?.lastUsedAt;
    expect(await lastUse()).toEqual(now);
    await keys.verify(secret, later(60_000));
    expect(await lastUse()).toEqual(later(60_000));
  });

  it('are not made under a short pepper', () => {
    expect(() => new ApiKeys(fresh.casebook, Buffer.alloc(31))).toThrow(
      'ApiKeys requires a pepper of at least 32 bytes',
    );
  });
});
