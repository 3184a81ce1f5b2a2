import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { damagedFolder, damagedPieces } from './damaged-pieces.js';
import { removeFiles } from './open-segment.js';
import { isUnfinished, parseSegmentName, type SegmentName, type SegmentPaths, segmentPaths } from './segment-name.js';

/** What a dead process left in a spool folder. */
export interface LeftSegments {
  /** In the order they were opened. */
  readonly segments: readonly (SegmentName & { readonly bytes: number })[];
  /** Greater than any sequence in the folder. */
  readonly nextSequence: number;
  /** Pieces in the folder of damage. */
  readonly damaged: number;
}

/**
 * Looks what a dead process left, and finishes the removals and rewritings it was killed in. Reads names only, so that a
 * full spool does not delay the start.
 */
export async function leftSegments(directory: string, log: (line: string) => void): Promise<LeftSegments> {
  const names = new Map<string, SegmentName & { parts: Set<keyof SegmentPaths> }>();
  for (const file of await readdir(directory)) {
    if (isUnfinished(file)) await rm(join(directory, file), { force: true });
    const name = parseSegmentName(file);
    if (name === undefined) continue;
    const { part, ...rest } = name;
    const known = names.get(name.id) ?? { ...rest, parts: new Set() };
    known.parts.add(part);
    names.set(name.id, known);
  }
  const segments: (SegmentName & { bytes: number })[] = [];
  let nextSequence = 1;
  // Of one sequence the latest generation comes first.
  const ordered = [...names.values()].sort((a, b) => a.sequence - b.sequence || b.generation - a.generation);
  for (const { parts, ...name } of ordered) {
    nextSequence = Math.max(nextSequence, name.sequence + 1);
    const paths = segmentPaths(directory, name);
    const isReplaced = segments.at(-1)?.sequence === name.sequence;
    if (parts.size === 2 && !isReplaced) segments.push({ ...name, bytes: (await stat(paths.data)).size });
    else if (parts.has('journal') || isReplaced) await removeFiles(paths);
    else
      await removeOrphan(
        paths,
        ordered.some(({ sequence, id }) => sequence === name.sequence && id !== name.id),
        log,
      );
  }
  return { segments, nextSequence, damaged: (await damagedPieces(directory)).length };
}

/**
 * Data without a journal: empty when its process died in making it, a copy when it died in rewriting. Anything else lost
 * its journal to a hand or a fault, and is kept for a person.
 */
async function removeOrphan(paths: SegmentPaths, isCopy: boolean, log: (line: string) => void): Promise<void> {
  const { size } = await stat(paths.data);
  if (size === 0 || isCopy) return removeFiles(paths);
  const folder = damagedFolder(dirname(paths.data));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const aside = join(folder, basename(paths.data));
  await rename(paths.data, aside);
  log(`spool: DAMAGED: a segment of ${size} bytes has no journal and lies in ${aside}`);
}
