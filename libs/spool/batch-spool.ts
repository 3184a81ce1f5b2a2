import type { SealedSegment } from './sealed-segment.js';
import type { SpoolBounds } from './spool-bounds.js';

/** A batch on its way to the spool. */
export interface ArrivedBatch {
  /** 32 hex digits. */
  readonly id: string;
  /** The only source its lines may name. */
  readonly source: string;
  /** Of the body as its sender knows it, hex. */
  readonly digest: string;
  /** NDJSON lines in chunks of any size; nobody may change them before `append` has settled. */
  readonly body: readonly Uint8Array[];
}

/** Where a batch lies once it is acknowledged. */
export interface Spooled {
  /** Id of its segment. */
  readonly segment: string;
  /** Lines it has, blank ones too. */
  readonly lines: number;
}

/** Whether a body may be read: `full` when too much waits, `disk` when the disk is nearly full. */
export type Room = 'free' | 'full' | 'disk';

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
  /** Pieces that were set aside as damaged and wait for a person; those of earlier processes too. */
  readonly damaged: number;
  /** Segments that a dead process left, and how many of them are read again. */
  readonly replay: { readonly segments: number; readonly replayed: number };
}

/** The write-ahead log of the ingest doors. */
export class BatchSpool {
  static async open(_options: {
    directory: string;
    bounds?: Partial<SpoolBounds>;
    now: () => Date;
    log: (line: string) => void;
  }): Promise<BatchSpool> {
    throw new Error('not yet');
  }

  /** Resolves once the batch is on disk. */
  async append(_batch: ArrivedBatch): Promise<Spooled> {
    throw new Error('not yet');
  }

  /** The next sealed segment, in order; undefined once closed. */
  async next(): Promise<SealedSegment | undefined> {
    throw new Error('not yet');
  }

  /** Closes the open segment as soon as no other waits to be taken. */
  seal(): void {
    throw new Error('not yet');
  }

  /** Changes how long a segment stays open. */
  rotateAfter(_milliseconds: number): void {
    throw new Error('not yet');
  }

  /** Removes a segment whose lines are stored. */
  async remove(_segment: SealedSegment): Promise<void> {
    throw new Error('not yet');
  }

  room(): Room {
    throw new Error('not yet');
  }

  facts(): SpoolFacts {
    throw new Error('not yet');
  }

  async close(): Promise<void> {
    throw new Error('not yet');
  }
}
