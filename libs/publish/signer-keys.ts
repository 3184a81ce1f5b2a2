import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** An Ed25519 key that signs releases; its owner is not named in public. */
export interface SignerKey {
  /** RFC 8037 thumbprint. */
  readonly keyId: string;
  /** Base64url, 43 characters. */
  readonly publicKey: string;
  readonly since: Date;
  /** When it was rotated out; what it signed before stays signed. */
  readonly until: Date | null;
}

/**
 * The name of a key that follows from the key itself.
 *
 * @param publicKey  Ed25519, base64url
 * @returns          JWK thumbprint, SHA-256 in base64url
 *
 * Source: RFC 7638 and RFC 8037, appendix A.3.
 */
export function thumbprint(publicKey: string): string {
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${publicKey}"}`).digest('base64url');
}

/** @returns the key as `node:crypto` takes it */
export function publicKeyOf(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
}

/** @returns the public part of a private key, base64url; undefined when it is not an Ed25519 key */
export function publicPartOf(privateKey: KeyObject): string | undefined {
  if (privateKey.asymmetricKeyType !== 'ed25519') return undefined;
  return createPublicKey(privateKey).export({ format: 'jwk' }).x;
}

/**
 * Reads a private key.
 *
 * @param pem  PKCS #8
 * @throws {Error} when it is none
 */
export function privateKeyOf(pem: string): KeyObject {
  return createPrivateKey(pem);
}

/** The keys as a JSON Web Key Set, the history beside each key. */
export function keySet(keys: readonly SignerKey[]): object {
  return {
    keys: keys.map(({ keyId, publicKey, since, until }) => ({
      kty: 'OKP',
      crv: 'Ed25519',
      use: 'sig',
      alg: 'EdDSA',
      kid: keyId,
      x: publicKey,
      since: since.toISOString(),
      until: until?.toISOString() ?? null,
    })),
  };
}
