import { Buffer } from 'node:buffer';

/** Bytes that lengths, tags, ends of texts and nesting turn on. */
const TELLING = [0x00, 0x0a, 0x12, 0x7f, 0x80, 0xff, 0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];

/**
 * A body damaged in one to eight places: bits turned, bytes replaced, taken out, put in, repeated, or the end cut off.
 *
 * @param seed  the same seed damages the same body in the same way
 */
export function mutated(body: Buffer, seed: number): Buffer {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const below = (bound: number) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % bound;
  };
  let bytes: Buffer = Buffer.from(body);
  for (let left = 1 + below(8); left > 0 && bytes.length > 0; left -= 1) {
    const at = below(bytes.length);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const telling = Buffer.from([TELLING[below(TELLING.length)] as number]);
    const length = 1 + below(64);
    const ways = [
      () => Buffer.concat([before, Buffer.from([(after[0] as number) ^ (1 << below(8))]), after.subarray(1)]),
      () => Buffer.concat([before, telling, after.subarray(1)]),
      () => Buffer.concat([before, after.subarray(length)]),
      () => Buffer.concat([before, telling, after]),
      () => Buffer.concat([before, after.subarray(0, length), after]),
      () => Buffer.from(before),
    ];
    // A cut loses the rest, so it is the rarest.
    const way = below(16);
    bytes = (ways[Math.min(way >> 1, 5)] as () => Buffer)();
  }
  return bytes;
}
