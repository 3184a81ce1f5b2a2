import type { Release } from '#casebook/releases';
import type { Fraction } from '#disclosure/fraction';
import type { Check } from '#publish/check';
import type { Rejection } from '#publish/rejections';
import type { ReleaseOutlook } from '#publish/release-outlook';
import type { ShownTable } from '#publish/shown-table';

/** Signatures over the checksums in review, made where the key is: 64 bytes each. */
export interface MadeSignatures {
  /** Ed25519, base64url. */
  readonly publicKey: string;
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

/**
 * Where releases are made, which may be another process's work.
 *
 * What cannot be done is thrown as an error called `ReleaseError`, whose message says what to do instead.
 */
export interface ReleaseDesk {
  releases(): Promise<readonly Release[]>;
  /** Does what was asked for; measuring and checking are begun, and told of by `progress`. */
  act(actor: string, period: string, deed: ReleaseDeed): Promise<void>;
  cancel(period: string): boolean;
  progress(period: string):
    | {
        readonly what: 'measure' | 'check';
        readonly by: string;
        readonly step: string;
        readonly done: number;
        readonly of: number;
        readonly ended: 'done' | 'cancelled' | 'failed' | undefined;
        readonly message: string | undefined;
      }
    | undefined;
  /** What the public will see. */
  review(period: string): Promise<{
    readonly stored: Release;
    readonly tables: readonly ShownTable[];
    readonly checks: readonly Check[];
    /** Once it was checked: what an approval signs. */
    readonly toSign: { readonly sums: string; readonly comment: string } | undefined;
    readonly folder: string;
  }>;
  outlook(): Promise<{
    readonly outlook: ReleaseOutlook | undefined;
    readonly year: number;
    readonly left: { readonly release: Fraction; readonly revision: Fraction };
    readonly coming: readonly Release[];
    readonly corrections: readonly Release[];
  }>;
}

/** The desk of this process; null where it publishes nothing. */
export const RELEASE_DESK = Symbol('release desk');
