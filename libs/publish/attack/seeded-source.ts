import { createCipheriv, createHash } from 'node:crypto';
import type { ByteSource } from '#disclosure/byte-source';

/** Bytes made at once. */
const BLOCK = 65_536;

/**
 * A source of bytes that repeats itself, for attacks that have to come out the same on any machine; never for noise that
 * is published.
 *
 * @param seed  any text; the same text gives the same bytes
 */
export function seededSource(seed: string): ByteSource {
  const stream = createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  let block = Buffer.alloc(0);
  let used = 0;
  return {
    bytes(count) {
      if (used + count > block.length) {
        block = Buffer.from(stream.update(Buffer.alloc(Math.max(BLOCK, count))));
        used = 0;
      }
      used += count;
      return block.subarray(used - count, used);
    },
  };
}
