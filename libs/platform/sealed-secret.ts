import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Bytes of AES-GCM's nonce and tag. */
const NONCE = 12;
const TAG = 16;

/**
 * Encrypts a secret of another system that the casebook has to keep, so that whoever steals the database has none.
 *
 * @param pepper  of the installation; it stands outside the database
 * @returns       nonce, ciphertext and tag
 */
export function sealSecret(pepper: Uint8Array, secret: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const seal = createCipheriv('aes-256-gcm', keyOf(pepper), nonce);
  return Buffer.concat([nonce, seal.update(secret), seal.final(), seal.getAuthTag()]);
}

/** @throws {Error} when the pepper is another one, or the bytes were tampered with */
export function openSecret(pepper: Uint8Array, sealed: Uint8Array): Buffer {
  const open = createDecipheriv('aes-256-gcm', keyOf(pepper), sealed.subarray(0, NONCE));
  open.setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([open.update(sealed.subarray(NONCE, -TAG)), open.final()]);
}

/** Of its own for this use, so that no hash of an API key says anything of it. */
function keyOf(pepper: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', pepper, '', 'usewatch secrets of other systems', 32));
}
