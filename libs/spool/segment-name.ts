import { join } from 'node:path';

/** What the names of a segment's two files say. */
export interface SegmentName {
  /** Order of replay, kept by counting because a clock may jump back. */
  readonly sequence: number;
  /** How often damage was cut out of it; of two generations of one sequence the later replaces the earlier. */
  readonly generation: number;
  /** 32 hex digits. */
  readonly id: string;
}

/** Other files of the folder belong to the engine and to `usewatch load`, whose segments are called after 32 hex digits alone. */
const NAME = /^batches-([0-9a-f]{12})-([0-9a-f]{2})-([0-9a-f]{32})\.(ndjson|journal)$/;

/** Files that a rewriting or a removal had not finished when its process died. */
const UNFINISHED = /^\.batches-/;

/** The two files of a segment: lines only, for the engine, and what batches they belong to. */
export interface SegmentPaths {
  readonly data: string;
  readonly journal: string;
}

/** @returns the paths of a segment in a folder, hidden ones while it is being rewritten */
export function segmentPaths(directory: string, name: SegmentName, isUnfinished = false): SegmentPaths {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const stem = `batches-${hex(name.sequence, 12)}-${hex(name.generation, 2)}-${name.id}`;
  const path = (ending: string) => join(directory, `${isUnfinished ? '.' : ''}${stem}.${ending}`);
  return { data: path('ndjson'), journal: path('journal') };
}

/** @returns the segment a file belongs to and which of the two it is; undefined for files that are not ours */
export function parseSegmentName(file: string): (SegmentName & { readonly part: keyof SegmentPaths }) | undefined {
  const [, sequence, generation, id, ending] = NAME.exec(file) ?? [];
  if (sequence === undefined || generation === undefined || id === undefined) return undefined;
  return {
    sequence: Number.parseInt(sequence, 16),
    generation: Number.parseInt(generation, 16),
    id,
    part: ending === 'journal' ? 'journal' : 'data',
  };
}

/** Whether nobody needs a file any more: the leaving of a rewriting, whose segment still holds all of it, or of a stored segment on its way out. */
export function isUnfinished(file: string): boolean {
  return UNFINISHED.test(file);
}
