import { createCipheriv, createHash } from 'node:crypto';
import type { ByteSource } from '#disclosure/byte-source';

/**
 * A byte source that repeats itself for a seed: the AES-256 counter key stream under the seed's hash.
 *
 * @param seed  any text; the same text gives the same bytes
 */
export function seededBytes(seed: string): ByteSource {
  const cipher = createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  const block = Buffer.alloc(65_536);
  let stream: Buffer = Buffer.alloc(0);
  let used = 0;
  return {
    bytes(count) {
      if (used + count > stream.length) {
        stream = cipher.update(count > block.length ? Buffer.alloc(count) : block);
        used = 0;
      }
      used += count;
      return stream.subarray(used - count, used);
    },
  };
}
