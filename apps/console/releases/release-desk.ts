import type { Release } from '#casebook/releases';
import type { Fraction } from '#disclosure/fraction';
import type { Check } from '#publish/check';
import type { ReleaseDeed } from '#publish/release-deed';
import type { ReleaseOutlook } from '#publish/release-outlook';
import type { ShownTable } from '#publish/shown-table';

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
