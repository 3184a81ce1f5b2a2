import { createHash, createHmac } from 'node:crypto';

/** Kinds of subject; the same text under two kinds has two pseudonyms. */
export type PseudonymKind =
  | 'account'
  | 'key'
  | 'organization'
  | 'project'
  | 'session'
  | 'conversation'
  | 'end_user'
  | 'safety_identifier'
  | 'address'
  | 'network'
  | 'payment'
  | 'contact'
  | 'domain';

/** Hex digits of a pseudonym: 128 bits, so that a billion subjects never meet by chance. */
const DIGITS = 32;

/** Bytes of an HMAC-SHA-256 block. */
const BLOCK = 64;

/**
 * The keyed name a subject bears in the warehouse.
 *
 * @param key    the installation's pseudonym key, 32 bytes
 * @param kind   what the value names
 * @param value  as the log has it
 * @returns      first 16 bytes of HMAC-SHA-256(key, kind || 0x00 || value) as hex
 */
export function pseudonym(key: Uint8Array, kind: PseudonymKind, value: string): string {
  return createHmac('sha256', key).update(`${kind}\0${value}`).digest('hex').slice(0, DIGITS);
}

/**
 * The two blocks that make HMAC-SHA-256 of two plain SHA-256: outer || SHA256(inner || message), RFC 2104.
 *
 * ClickHouse's own HMAC sets its key up anew for every row, which costs seven times as much.
 *
 * @param key  any length; longer than a block it is hashed first, as the RFC says
 */
export function paddedKeyBlocks(key: Uint8Array): { readonly inner: Buffer; readonly outer: Buffer } {
  const block = Buffer.alloc(BLOCK);
  block.set(key.length > BLOCK ? createHash('sha256').update(key).digest() : key);
  return { inner: block.map((byte) => byte ^ 0x36) as Buffer, outer: block.map((byte) => byte ^ 0x5c) as Buffer };
}
