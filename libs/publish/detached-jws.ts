import { type KeyObject, sign, verify } from 'node:crypto';
import { publicKeyOf } from './signer-keys.js';

/** Header of every detached signature: the payload is signed as it is, not in base64. */
const HEADER = { alg: 'EdDSA', b64: false, crit: ['b64'] };

/**
 * Signs bytes with Ed25519 and leaves them where they are.
 *
 * @param payload     what is signed
 * @param privateKey  Ed25519
 * @param keyId       stands in the header when given
 * @returns           JWS compact form without its payload
 *
 * Source: RFC 7515 appendix F, RFC 7797, RFC 8037.
 */
export function detachedJws(payload: Uint8Array, privateKey: KeyObject, keyId?: string): string {
  const header = headerOf(keyId);
  return jwsText(sign(null, signedBytes(header, payload), privateKey), keyId);
}

/**
 * Writes a signature made elsewhere, such as by the key of a person in a browser.
 *
 * @param signature  64 bytes over the header, a dot and the payload
 * @param keyId      stands in the header when given
 * @returns          JWS compact form without its payload
 */
export function jwsText(signature: Uint8Array, keyId?: string): string {
  return `${headerOf(keyId)}..${Buffer.from(signature).toString('base64url')}`;
}

/**
 * Checks a detached signature made by `detachedJws`.
 *
 * Strict: another spelling of the same signature is refused, so that every byte of it counts.
 *
 * @param jws        the signature
 * @param payload    what was signed
 * @param publicKey  Ed25519, base64url
 * @param keyId      the header's key, when it has to name one
 */
export function isSigned(jws: string, payload: Uint8Array, publicKey: string, keyId?: string): boolean {
  const [header = '', empty, signature = '', more] = jws.split('.');
  if (empty !== '' || more !== undefined) return false;
  const expected = headerOf(keyId);
  const bytes = Buffer.from(signature, 'base64url');
  if (header !== expected || bytes.toString('base64url') !== signature) return false;
  return verify(null, signedBytes(header, payload), publicKeyOf(publicKey), bytes);
}

/** @returns key that the header names; undefined when it names none */
export function namedKey(jws: string): string | undefined {
  try {
    const header = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString('utf8')) as { kid?: unknown };
    return typeof header.kid === 'string' ? header.kid : undefined;
  } catch {
    // What cannot be read names no key; whoever asked says so.
    return undefined;
  }
}

function signedBytes(header: string, payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${header}.`), payload]);
}

function headerOf(keyId: string | undefined): string {
  return Buffer.from(JSON.stringify(keyId === undefined ? HEADER : { ...HEADER, kid: keyId })).toString('base64url');
}
