import type { Rejection } from './rejections.js';

/** Signatures over the checksums of a release, made where the key is. */
export interface MadeSignatures {
  /** Ed25519, base64url. */
  readonly publicKey: string;
  /** 64 bytes each: over the detached JWS's input, the BLAKE2b-512 of the checksums, and that signature with the comment. */
  readonly jws: Uint8Array;
  readonly minisign: Uint8Array;
  readonly comment: Uint8Array;
}

/** What a person has done with a release. */
export type ReleaseDeed =
  | { readonly kind: 'plan'; readonly models: readonly string[]; readonly publishAt?: Date | undefined }
  | { readonly kind: 'freeze' | 'measure' | 'check' | 'publish' }
  | { readonly kind: 'approve'; readonly signatures: MadeSignatures }
  | { readonly kind: 'reject'; readonly code: Rejection; readonly reason: string }
  | { readonly kind: 'withdraw'; readonly version: string; readonly reason: string; readonly removesData: boolean };
