import type { Casebook } from '#casebook/casebook';
import type { ByteSource } from '#disclosure/byte-source';
import type { Warehouse } from '#warehouse/warehouse';
import type { ReleaseProgress } from './release-progress.js';

/** What every act on a release needs of an installation. */
export interface ReleaseWork {
  readonly casebook: Casebook;
  readonly warehouse: Warehouse;
  /** Folder of everything that releases are made of. */
  readonly directory: string;
  readonly secrets: { readonly releaseKey: Uint8Array };
  /** Where the noise comes from. */
  readonly bytes: ByteSource;
  /** Who acts; stands in the ledger and in the release. */
  readonly actor: string;
  /** Instant of the act by the installation's clock. */
  readonly at: Date;
  /** Whether the figures are invented; every file then says DEMO. */
  readonly demo: boolean;
  /** Ends long work while nothing is drawn yet. */
  readonly signal?: AbortSignal;
  /** Is told how far long work has come. */
  readonly tell?: (progress: ReleaseProgress) => void;
}
