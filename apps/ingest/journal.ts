import { randomUUID } from 'node:crypto';
import type { Books } from '#casebook/books';
import type { Casebook } from '#casebook/casebook';
import { addSegment, beginLoad, finishLoad, markStored } from '#casebook/loads';

/** A load under way. */
export interface OpenLoad {
  readonly id: string;
  /** When its first attempt began; a resumed load keeps it. */
  readonly startedAt: Date;
  /** Books of the segments an earlier run has stored, by segment id. */
  readonly stored: ReadonlyMap<string, Books>;
}

/** A segment as it is written down before the warehouse sees it. */
export interface WrittenSegment {
  readonly id: string;
  readonly load: string;
  readonly ordinal: number;
  readonly firstLine: number;
  readonly lines: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Remembers loads and their segments, so that one that was killed can go on. */
export interface Journal {
  begin(given: { name: string; contentHash: string | null; now: Date }): Promise<OpenLoad>;
  add(segment: WrittenSegment): Promise<void>;
  stored(segment: string, books: Books): Promise<void>;
  finish(load: string, state: 'done' | 'failed', now: Date): Promise<void>;
}

/** A journal that outlives the process. */
export function casebookJournal(casebook: Casebook): Journal {
  return {
    async begin(given) {
      const { load, segments } = await beginLoad(casebook, given);
      const stored = segments.flatMap(({ id, books }) => (books === null ? [] : [[id, books] as const]));
      return { id: load.id, startedAt: load.startedAt, stored: new Map(stored) };
    },
    add: (segment) => addSegment(casebook, segment),
    stored: (segment, books) => markStored(casebook, segment, books),
    async finish(load, state, now) {
      await finishLoad(casebook, load, state, now);
    },
  };
}

/** A journal for a warehouse that is thrown away: every load begins anew. */
export function passingJournal(): Journal {
  return {
    begin: async ({ now }) => ({ id: randomUUID(), startedAt: now, stored: new Map() }),
    add: async () => undefined,
    stored: async () => undefined,
    finish: async () => undefined,
  };
}
