import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Believed, believed, type Damage, soundEnd } from './believed.js';
import { damagedFolder } from './damaged-pieces.js';
import { entryLine, type JournalEntry, type ReadEntry, readJournal, sealLine } from './journal.js';
import { removeFiles } from './open-segment.js';
import type { SealedSegment } from './sealed-segment.js';
import { type SegmentName, type SegmentPaths, segmentPaths } from './segment-name.js';
import { syncFolder, writeAll, writeSynced } from './written-through.js';

/** What is left of a segment whose process died. */
export interface Recovered {
  /** Undefined when it holds no acknowledged batch. */
  readonly segment: SealedSegment | undefined;
  /** Pieces set aside in this recovery. */
  readonly damaged: number;
}

/**
 * Makes a segment of a dead process whole: cut to its last whole batch, closed, damage set aside. It may die at any
 * point and be called again; the result is the same.
 *
 * @throws the system's error when the disk refuses, {SpoolError} for a segment of a newer release
 */
export async function recoverSegment(
  directory: string,
  name: SegmentName,
  log: (line: string) => void,
): Promise<Recovered> {
  const paths = segmentPaths(directory, name);
  const data = await readFile(paths.data);
  const journalBytes = await readFile(paths.journal);
  const journal = readJournal(journalBytes, name.id);
  const sound = await believed(data, journal);
  for (const damage of sound.damage) await setAside(paths, damage, log);
  const damaged = sound.damage.length;
  if (sound.entries.length === 0) {
    await removeFiles(paths);
    return { segment: undefined, damaged };
  }
  if (!sound.keepsPlaces) return { segment: await rewrite(directory, name, data, sound.entries), damaged };
  const cut = data.length - soundEnd(sound.entries.at(-1));
  if (cut > 0 && damaged === 0)
    log(`spool: cut ${cut} bytes that were never acknowledged from ${basename(paths.data)}`);
  if (journal.sealed === undefined) {
    await close(paths, name.id, { data: data.length, journal: journalBytes.length }, sound);
  }
  return { segment: sealed(name.id, paths, sound.entries), damaged };
}

/** Puts damaged bytes, and the lines that speak of them, where a person finds them and no engine reads them. */
async function setAside(paths: SegmentPaths, damage: Damage, log: (line: string) => void): Promise<void> {
  const folder = damagedFolder(dirname(paths.data));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stem = join(folder, `${basename(paths.data, '.ndjson')}-${damage.offset}`);
  await writeSynced(`${stem}.journal`, damage.lines);
  await writeSynced(`${stem}.ndjson`, [damage.bytes]);
  await syncFolder(folder);
  log(`spool: DAMAGED: ${damage.bytes.length} acknowledged bytes cannot be believed and lie in ${stem}.ndjson`);
}

/**
 * Cuts what was never acknowledged and writes the closing line. The journal is cut first: data that no line speaks of is
 * cut again by the next try, a line whose data is gone would be taken for damage.
 */
async function close(paths: SegmentPaths, id: string, lengths: Lengths, { entries }: Believed): Promise<void> {
  const last = entries.at(-1);
  const journalEnd = last?.end ?? 0;
  if (lengths.journal > journalEnd + 1) await change(paths.journal, (file) => file.truncate(journalEnd));
  if (lengths.data > soundEnd(last)) await change(paths.data, (file) => file.truncate(soundEnd(last)));
  // A disk too full for it does not keep back what can be stored, since that makes room.
  const closing = Buffer.from(`\n${sealLine(id, entries.length)}`);
  await change(paths.journal, (file) => writeAll(file, [closing], journalEnd)).catch(() => undefined);
}

/** Bytes of the two files as they were found. */
interface Lengths {
  readonly data: number;
  readonly journal: number;
}

/**
 * Writes the sound batches anew without the damage between them, under an id of its own since their lines move. The id
 * follows from the batches, and the new journal's rename is the moment it replaces the old segment.
 */
async function rewrite(
  directory: string,
  name: SegmentName,
  data: Buffer,
  entries: readonly ReadEntry[],
): Promise<SealedSegment> {
  const hash = createHash('sha256').update(name.id);
  for (const { batch } of entries) hash.update(batch.id);
  const renamed = { ...name, generation: name.generation + 1, id: hash.digest('hex').slice(0, 32) };
  const moved: JournalEntry[] = [];
  let offset = 0;
  let firstLine = 1;
  for (const { batch, receivedAt, checksum } of entries) {
    moved.push({ receivedAt, batch: { ...batch, firstLine }, offset, checksum });
    offset += batch.bytes;
    firstLine += batch.lines;
  }
  const unfinished = segmentPaths(directory, renamed, true);
  const finished = segmentPaths(directory, renamed);
  const said = moved.map((entry) => entryLine(renamed.id, entry)).join('') + sealLine(renamed.id, moved.length);
  await writeSynced(
    unfinished.data,
    entries.map(({ offset: at, batch }) => data.subarray(at, at + batch.bytes)),
  );
  await writeSynced(unfinished.journal, [Buffer.from(said)]);
  await rename(unfinished.data, finished.data);
  await rename(unfinished.journal, finished.journal);
  await syncFolder(directory);
  await removeFiles(segmentPaths(directory, name));
  await syncFolder(directory);
  return sealed(renamed.id, finished, moved);
}

function sealed(id: string, paths: SegmentPaths, entries: readonly JournalEntry[]): SealedSegment {
  const [first] = entries;
  if (first === undefined) throw new RangeError('sealed requires at least one batch');
  const batches = entries.map(({ batch }) => batch);
  const sum = (of: 'lines' | 'bytes') => batches.reduce((total, batch) => total + batch[of], 0);
  return { id, path: paths.data, receivedAt: first.receivedAt, batches, lines: sum('lines'), bytes: sum('bytes') };
}

async function change(path: string, how: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await how(file);
    await file.datasync();
  } finally {
    await file.close();
  }
}
