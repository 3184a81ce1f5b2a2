import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATCH_ID, batchId, isBatchOf } from './batch-id.js';

const pepper = Buffer.alloc(32, 7);

describe('a batch id', () => {
  it('is the same for the same idempotency key of the same source', () => {
    expect(batchId(pepper, 'eu', 'k')).toBe(batchId(pepper, 'eu', 'k'));
  });

  it('differs between sources, keys and installations', () => {
    const ids = [
      batchId(pepper, 'eu', 'k'),
      batchId(pepper, 'us', 'k'),
      batchId(pepper, 'eu', 'l'),
      batchId(Buffer.alloc(32, 8), 'eu', 'k'),
      batchId(pepper, 'eu\0k', ''),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is 32 hex digits whatever the key holds, and belongs to its source alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1 }), (key, source) => {
        const id = batchId(pepper, source, key);
        expect(id).toMatch(BATCH_ID);
        expect(isBatchOf(pepper, source, id)).toBe(true);
        expect(isBatchOf(pepper, `${source}x`, id)).toBe(false);
      }),
    );
  });

  it('is nobody’s when it is malformed', () => {
    expect(isBatchOf(pepper, 'eu', `${batchId(pepper, 'eu', 'k').slice(0, 31)}'`)).toBe(false);
  });
});
