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

  describe('that write usage', () => {
    const writer = { name: 'gateway', scopes: ['usage:write'], source: 'gateway-eu', expiresAt: null };
    const rotate = (id: string, overlap: number, at: Date) =>
      fresh.casebook.transaction('read committed', (tx) =>
        new ApiKeys(tx, Buffer.alloc(32, 1)).rotate(id, overlap, at),
      );

    it('name their one source when they are judged', async () => {
      const { secret } = await keys.create(writer, now);
      expect(await keys.verify(secret, now)).toMatchObject({ valid: true, key: { source: 'gateway-eu' } });
    });

    it.each([
      ['without a source', { ...wanted, scopes: ['usage:write'] }],
      ['for a source of 129 bytes', { ...writer, source: `${'é'.repeat(64)}x` }],
      ['for a source without a name', { ...writer, source: '' }],
      ['for a source with a control character', { ...writer, source: 'a\u0001b' }],
      ['for a source with a line break', { ...writer, source: 'a\nb' }],
      ['for a source they may not write', { ...writer, scopes: ['incidents:read'] }],
    ])('are not made %s, PostgreSQL says', async (_, impossible) => {
      await expect(keys.create(impossible, now)).rejects.toMatchObject({ code: '23514' });
    });

    it('hand over to a successor of the same name, scopes and source', async () => {
      const { secret, key } = await keys.create(writer, now);
      const rotation = await rotate(key.id, 3_600_000, now);
      if (!rotation.rotated) throw new Error(rotation.reason);
      expect(rotation.key).toMatchObject({ name: 'gateway', scopes: ['usage:write'], source: 'gateway-eu' });
      expect(rotation.key.expiresAt).toBeNull();
      for (const [held, at, valid] of [
        [secret, 3_599_999, true],
        [secret, 3_600_000, false],
        [rotation.secret, 3_600_000, true],
      ] as const) {
        expect((await keys.verify(held, later(at))).valid).toBe(valid);
      }
    });

    it('never hold longer for being replaced', async () => {
      const { key } = await keys.create({ ...writer, expiresAt: later(1_000) }, now);
      expect(await rotate(key.id, 3_600_000, now)).toMatchObject({ former: { expiresAt: later(1_000) } });
    });

    it('have one successor, however many ask for it at once', async () => {
      const { key } = await keys.create(writer, now);
      const rotations = await Promise.all(Array.from({ length: 4 }, () => rotate(key.id, 0, later(-1))));
      expect(rotations.filter(({ rotated }) => rotated)).toHaveLength(1);
    });

    it('have none once they are revoked, expired or unknown', async () => {
      const revoked = await keys.create(writer, now);
      await keys.revoke(revoked.key.id, now);
      const expired = await keys.create({ ...writer, expiresAt: now }, now);
      const reasons = [revoked.key.id, expired.key.id, '00000000-0000-4000-8000-000000000000'].map(async (id) => {
        const rotation = await rotate(id, 0, now);
        return rotation.rotated ? 'rotated' : rotation.reason;
      });
      expect(await Promise.all(reasons)).toEqual(['revoked', 'expired', 'unknown']);
    });
  });

  it('in a ring are judged as they stood, without the casebook', async () => {
    const { secret, key } = await keys.create(wanted, now);
    const ring = await keys.ring();
    await keys.revoke(key.id, now);
    expect(ring.judge(secret, now).valid).toBe(true);
    expect((await keys.ring()).judge(secret, now)).toEqual({ valid: false, reason: 'revoked' });
  });

  it('are not made under a short pepper', () => {
    expect(() => new ApiKeys(fresh.casebook, Buffer.alloc(31))).toThrow(
      'ApiKeys requires a pepper of at least 32 bytes',
    );
  });
});
