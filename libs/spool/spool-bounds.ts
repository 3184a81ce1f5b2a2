/** How much waits at most, and when a segment is closed: whichever bound is met first. */
export interface SpoolBounds {
  /** Bytes of one segment; a batch may have as many, so never less than the largest body a door takes. */
  readonly segmentBytes: number;
  /** Lines of one segment and so of one batch; beyond 150,000 a segment no longer is one block of the engine. */
  readonly segmentLines: number;
  /** Batches of one segment; their books and their places are held in memory while it is loaded. */
  readonly segmentBatches: number;
  /** Milliseconds a segment stays open once something is in it; how long a trickle waits for its loader. */
  readonly rotateAfterMilliseconds: number;
  /** Bytes of lines on disk that are not stored yet; beyond it nothing more is taken. */
  readonly spooledBytes: number;
  /** Bytes in memory that wait for their sync; beyond it nothing more is taken. */
  readonly queuedBytes: number;
  /** Bytes the disk keeps free. */
  readonly freeBytes: number;
}

const MIB = 1 << 20;

/**
 * A segment costs the engine a third of a second whatever it holds, and about four times its bytes in memory while it is
 * loaded: 128 MiB keep the first below a third of its load and the second at half a GiB a loader.
 *
 * 4 GiB carry 20,000 records a second of 1.7 KB through two minutes without a warehouse, or 500 through an hour. 512 MiB
 * stay free because the engine needs about eight times a segment to store one and merge what it stored, and only what is
 * stored leaves the spool: a disk filled to the last byte would never empty again.
 */
export const SPOOL_BOUNDS: SpoolBounds = {
  segmentBytes: 128 * MIB,
  segmentLines: 150_000,
  segmentBatches: 5_000,
  rotateAfterMilliseconds: 1_000,
  spooledBytes: 4_096 * MIB,
  queuedBytes: 256 * MIB,
  freeBytes: 512 * MIB,
};

/**
 * Whether a segment may take a batch; without one, whether it may take anything more.
 *
 * @param segment  what is in it
 */
export function fits(
  segment: { readonly lines: number; readonly bytes: number; readonly batches: { readonly length: number } },
  batch: { readonly lines: number; readonly bytes: number } | undefined,
  bounds: SpoolBounds,
): boolean {
  return (
    segment.lines + (batch?.lines ?? 1) <= bounds.segmentLines &&
    segment.bytes + (batch?.bytes ?? 1) <= bounds.segmentBytes &&
    segment.batches.length < bounds.segmentBatches
  );
}
