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

/** Bytes of a segment where memory allows: 150,000 lines of 1.7 KB, as many as are one block of the engine. */
const FULL_SEGMENT = 256 * MIB;

/** Bytes of a segment on the smallest machine: four of the largest bodies. */
const LEAST_SEGMENT = 64 * MIB;

/** Share of a machine's memory that a segment may have: each of two loaders takes four times its bytes, a quarter of the machine in all. */
const SEGMENT_SHARE = 1 / 32;

/**
 * Each of two inserts of a segment costs the engine 0.2 s of processor whatever it holds, and what it writes has to be
 * merged: in segments of 256 MiB a line of 1.6 KB costs the engine 28 microseconds, in those of 128 MiB 35. Each loader takes
 * about four times a segment's bytes of memory: two loads of 150,000 lines with texts peak at 2.1 GB, at 2.5 GB where the
 * texts are retained; of 78,000 lines at 1.3 and 1.5 GB (`npm run bench ingest`).
 *
 * 4 GiB carry 20,000 records a second of 1.7 KB through two minutes without a warehouse, or 500 through an hour. 1 GiB
 * stays free, since only what is stored leaves the spool: a disk filled to the last byte would never empty again. Three
 * segments whose texts are retained took 0.8 GB, what was merged of them and waited for its removal included.
 */
export const SPOOL_BOUNDS: SpoolBounds = {
  segmentBytes: FULL_SEGMENT,
  segmentLines: 150_000,
  segmentBatches: 5_000,
  rotateAfterMilliseconds: 1_000,
  spooledBytes: 4_096 * MIB,
  queuedBytes: 256 * MIB,
  freeBytes: 1_024 * MIB,
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

/**
 * Bytes of a segment on a machine; one that was cut under another bound is loaded as it is.
 *
 * @param memory  bytes that the engine's machine has, or its container may have
 */
export function segmentBytesFor(memory: number): number {
  return Math.floor(Math.min(FULL_SEGMENT, Math.max(LEAST_SEGMENT, memory * SEGMENT_SHARE)));
}
