import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { Journal, ReadEntry } from './journal.js';

/** Bytes checked before other work gets its turn: about 4 ms. */
const CHECKED_AT_ONCE = 4 << 20;

/** Bytes of a segment that are not what was acknowledged, and what its journal says of them. */
export interface Damage {
  readonly offset: number;
  readonly bytes: Buffer;
  readonly lines: readonly Buffer[];
}

/** What of a segment is sound. */
export interface Believed {
  readonly entries: readonly ReadEntry[];
  readonly damage: readonly Damage[];
  /** Whether every sound batch lies where it always did and none that was handed out before is missing. */
  readonly keepsPlaces: boolean;
}

/**
 * Tells sound batches from damaged ones.
 *
 * Bytes that no journal line speaks of are damage when a line was there that cannot be read, and otherwise the leaving of
 * a write that was never acknowledged: the journal is written last.
 *
 * @param data     the segment as it lies on disk
 * @param journal  what its journal says
 */
export async function believed(data: Buffer, journal: Journal): Promise<Believed> {
  const entries: ReadEntry[] = [];
  const damage: Damage[] = [];
  const unreadable = (after: number) => journal.damaged.filter((line) => line.after === after).map(({ line }) => line);
  let end = 0;
  let checked = 0;
  for (const [index, entry] of journal.entries.entries()) {
    const { offset, batch } = entry;
    if (offset > end) damage.push({ offset: end, bytes: data.subarray(end, offset), lines: unreadable(index) });
    const bytes = data.subarray(offset, offset + batch.bytes);
    const isSound = offset >= end && bytes.length === batch.bytes && crc32(bytes) === entry.checksum;
    if (isSound) entries.push(entry);
    else damage.push({ offset, bytes, lines: [entry.line] });
    end = Math.max(end, offset + batch.bytes);
    checked += bytes.length;
    if (checked >= CHECKED_AT_ONCE) {
      checked = 0;
      await setImmediate();
    }
  }
  const lines = unreadable(journal.entries.length);
  if (data.length > end && lines.length > 0) damage.push({ offset: end, bytes: data.subarray(end), lines });
  const inFront = entries.every((entry, index) => entry === journal.entries[index]);
  const last = entries.at(-1);
  const isGapless = entries.reduce((sum, { batch }) => sum + batch.bytes, 0) === soundEnd(last);
  const isComplete = journal.sealed === undefined || journal.sealed === entries.length;
  return { entries, damage, keepsPlaces: inFront && isGapless && isComplete };
}

/** Bytes of a segment up to the end of an entry. */
export function soundEnd(last: ReadEntry | undefined): number {
  return last === undefined ? 0 : last.offset + last.batch.bytes;
}
