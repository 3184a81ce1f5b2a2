import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paddedKeyBlocks, pseudonym } from './pseudonym.js';

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

describe('a pseudonym', () => {
  it('differs by kind, so that an account and a key of one name stay apart', () => {
    const key = Buffer.alloc(32, 7);
    expect(pseudonym(key, 'account', 'x')).not.toBe(pseudonym(key, 'key', 'x'));
  });

  it('can be made of two plain hashes and the padded key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 200 }), (key, message) => {
        const { inner, outer } = paddedKeyBlocks(key);
        const made = sha256(outer, sha256(inner, message));
        expect(made).toEqual(createHmac('sha256', key).update(message).digest());
      }),
    );
  });
});
