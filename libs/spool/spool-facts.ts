/** Whether a body may be read: `full` when too much waits, `disk` when the disk is nearly full, `broken` while it refuses to be written. */
export type Room = 'free' | 'full' | 'disk' | 'broken';

/** What waits in a spool, and what it did since it was opened. */
export interface SpoolFacts {
  /** Bytes of lines that are not stored yet. */
  readonly bytes: number;
  readonly batches: number;
  readonly lines: number;
  /** Segments, the open one included. */
  readonly segments: number;
  /** Bytes in memory that wait for their sync. */
  readonly queuedBytes: number;
  /** When the oldest segment was opened. */
  readonly oldestReceivedAt: Date | undefined;
  /** Groups of batches synced. */
  readonly syncs: number;
  /** Seconds spent in writing and syncing them. */
  readonly syncSeconds: number;
  /** Batches refused because the disk failed. */
  readonly refused: number;
  /** What the disk said when it refused; absent while it works. */
  readonly trouble: string | undefined;
  /** Pieces that were set aside as damaged and wait for a person; those of earlier processes too. */
  readonly damaged: number;
  /** Segments that a dead process left, and how many of them are read again. */
  readonly replay: { readonly segments: number; readonly replayed: number };
}
