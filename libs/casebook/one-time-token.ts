import { createHash, randomBytes } from 'node:crypto';

/** A secret to hand over once, and what is kept of it. */
export interface OneTimeToken {
  /** 43 characters, 256 bits. */
  readonly token: string;
  /** SHA-256; a token is random, so it needs no slow hash. */
  readonly kept: Buffer;
}

/** Makes a token that nobody can guess. */
export function newToken(): OneTimeToken {
  const token = randomBytes(32).toString('base64url');
  return { token, kept: keptOf(token) };
}

/** What is kept of a token somebody presents; anything may be given. */
export function keptOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
