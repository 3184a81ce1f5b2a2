import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { publicKeyOf } from './signer-keys.js';

/** Marks of minisign: a public key, and a signature over the BLAKE2b-512 of a file. */
const KEY_MARK = 'Ed';
const PREHASHED_MARK = 'ED';

/**
 * Signs a file as minisign does, so that anyone with a shell can check it.
 *
 * @param payload     the file
 * @param privateKey  Ed25519
 * @param publicKey   its public part, base64url
 * @param comment     one line that is signed along, and printed by whoever verifies
 * @returns           contents of the `.minisig` file
 *
 * Source: https://jedisct1.github.io/minisign/, signature format.
 */
export function minisign(payload: Uint8Array, privateKey: KeyObject, publicKey: string, comment: string): string {
  const signature = sign(null, digest(payload), privateKey);
  const global = sign(null, Buffer.concat([signature, Buffer.from(comment)]), privateKey);
  return minisigFile(publicKey, comment, signature, global);
}

/**
 * Writes signatures made elsewhere, such as by the key of a person in a browser.
 *
 * @param publicKey  base64url
 * @param comment    the line that `global` signs along
 * @param signature  64 bytes over the BLAKE2b-512 of the file
 * @param global     64 bytes over `signature` and the comment
 * @returns          contents of the `.minisig` file
 */
export function minisigFile(publicKey: string, comment: string, signature: Uint8Array, global: Uint8Array): string {
  const key = Buffer.from(publicKey, 'base64url');
  const signed = Buffer.concat([Buffer.from(PREHASHED_MARK), keyNumber(key), signature]);
  return `untrusted comment: check with minisign -P ${minisignKey(publicKey)}\n${signed.toString('base64')}\ntrusted comment: ${comment}\n${Buffer.from(global).toString('base64')}\n`;
}

/**
 * Checks a minisign signature made by `minisign`, every byte of it.
 *
 * @param text       contents of the `.minisig` file
 * @param payload    the file
 * @param publicKey  base64url
 * @param comment    the trusted comment it has to carry
 */
export function isMinisigned(text: string, payload: Uint8Array, publicKey: string, comment: string): boolean {
  const lines = text.split('\n');
  const signature = Buffer.from(lines[1] ?? '', 'base64').subarray(10);
  const global = Buffer.from(lines[3] ?? '', 'base64');
  if (signature.length !== 64 || global.length !== 64 || minisigFile(publicKey, comment, signature, global) !== text)
    return false;
  const key = publicKeyOf(publicKey);
  return (
    verify(null, digest(payload), key, signature) &&
    verify(null, Buffer.concat([signature, Buffer.from(comment)]), key, global)
  );
}

/** @returns the key as `minisign -P` takes it */
export function minisignKey(publicKey: string): string {
  const key = Buffer.from(publicKey, 'base64url');
  return Buffer.concat([Buffer.from(KEY_MARK), keyNumber(key), key]).toString('base64');
}

/** Eight bytes that tell keys apart; minisign draws them, ours follow from the key. */
function keyNumber(key: Uint8Array): Buffer {
  return createHash('sha256').update(key).digest().subarray(0, 8);
}

function digest(payload: Uint8Array): Buffer {
  return createHash('blake2b512').update(payload).digest();
}
