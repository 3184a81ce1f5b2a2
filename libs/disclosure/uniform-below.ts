import type { ByteSource } from './byte-source.js';

/** Draws one uniform integer in `[0, below)`; the only kind of chance the samplers know. */
export type UniformDraw = (below: bigint) => bigint;

/**
 * Draws a uniform integer below any bound by masking bits and refusing what lies beyond.
 *
 * Refusal instead of a remainder keeps every value exactly equally likely; `crypto.randomInt` is limited to ranges
 * below 2^48, which the acceptance step of the Gaussian sampler exceeds.
 *
 * @param below   bound, exclusive, at least one
 * @param source  uniform bytes, read most significant first
 * @returns       integer in `[0, below)`
 * @throws {RangeError} when `below` is less than one
 */
export function uniformBelow(below: bigint, source: ByteSource): bigint {
  if (below < 1n) throw new RangeError('uniformBelow requires a bound of at least one');
  const bits = below === 1n ? 0 : (below - 1n).toString(2).length;
  const mask = (1n << BigInt(bits)) - 1n;
  const count = (bits + 7) >> 3;
  for (;;) {
    let value = 0n;
    for (const byte of count === 0 ? [] : source.bytes(count)) value = (value << 8n) | BigInt(byte);
    value &= mask;
    if (value < below) return value;
  }
}

/**
 * Binds a source of bytes to the draw that samplers take.
 *
 * @param source  uniform bytes
 * @returns       a draw backed by `uniformBelow`
 */
export function uniformDraw(source: ByteSource): UniformDraw {
  return (below) => uniformBelow(below, source);
}
