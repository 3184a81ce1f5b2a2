/** What one request brought, as it lies in a segment. */
export interface SpooledBatch {
  /** 32 hex digits. */
  readonly id: string;
  /** The only source its lines may name. */
  readonly source: string;
  /** Of the body as its sender knows it, hex; carried along, not interpreted. */
  readonly digest: string;
  /** In the segment, counted from 1. */
  readonly firstLine: number;
  readonly lines: number;
  /** Final newline included, which is added to a body that lacks one. */
  readonly bytes: number;
}

/** Some whole batches, synced and closed: what a loader takes at once. The same on every replay. */
export interface SealedSegment {
  /** 32 hex digits; the deduplication token of its rows. */
  readonly id: string;
  /** Its file, which lies directly in the spool folder and holds NDJSON lines only. */
  readonly path: string;
  /** When it was opened. */
  readonly receivedAt: Date;
  /** In the order of their lines. */
  readonly batches: readonly SpooledBatch[];
  readonly lines: number;
  readonly bytes: number;
}
