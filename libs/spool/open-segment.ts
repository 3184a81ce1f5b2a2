import { type FileHandle, open, rm } from 'node:fs/promises';
import { entryLine, sealLine } from './journal.js';
import type { SealedSegment, SpooledBatch } from './sealed-segment.js';
import { type SegmentName, type SegmentPaths, segmentPaths } from './segment-name.js';
import type { WeighedBatch } from './weighed-batch.js';
import { syncFolder, writeAll } from './written-through.js';

/** The segment that batches are being appended to. What its fields count is synced; what a failed write left is not counted. */
export class OpenSegment {
  readonly batches: SpooledBatch[] = [];
  lines = 0;
  bytes = 0;
  #journalBytes = 0;

  private constructor(
    private readonly name: SegmentName,
    readonly receivedAt: Date,
    private readonly paths: SegmentPaths,
    private readonly files: { readonly data: FileHandle; readonly journal: FileHandle },
  ) {}

  /** Makes both files and syncs their names before anything is written to them: whatever has bytes has a journal too. */
  static async make(directory: string, name: SegmentName, receivedAt: Date): Promise<OpenSegment> {
    const paths = segmentPaths(directory, name);
    const opened: FileHandle[] = [];
    try {
      const data = await open(paths.data, 'wx', 0o600);
      opened.push(data);
      const journal = await open(paths.journal, 'wx', 0o600);
      opened.push(journal);
      await syncFolder(directory);
      return new OpenSegment(name, receivedAt, paths, { data, journal });
    } catch (cause) {
      // What cannot be removed either is empty, and the next start removes it.
      await Promise.allSettled([...opened.map((file) => file.close()), removeFiles(paths)]);
      throw cause;
    }
  }

  get id(): string {
    return this.name.id;
  }

  /**
   * Appends a group of batches; when it returns they survive a loss of power.
   *
   * The journal is written after the data, so that what a killed process left in the journal has its bytes. Both are
   * synced together: after a loss of power a journal may be ahead, and the checksums of unacknowledged batches tell.
   *
   * @throws the system's error; nothing of the group counts then, and the segment takes no more: a page that failed to
   *         sync may be reported clean the next time. `cut` closes it
   */
  async write(group: readonly WeighedBatch[]): Promise<void> {
    const { data, journal } = this.files;
    let offset = this.bytes;
    let firstLine = this.lines + 1;
    const batches: SpooledBatch[] = [];
    const entries: string[] = [];
    for (const { chunks: _, checksum, ...weighed } of group) {
      const batch = { ...weighed, firstLine };
      entries.push(entryLine(this.id, { receivedAt: this.receivedAt, batch, offset, checksum }));
      batches.push(batch);
      offset += weighed.bytes;
      firstLine += weighed.lines;
    }
    const said = Buffer.from(entries.join(''));
    await writeAll(
      data,
      group.flatMap((batch) => batch.chunks),
      this.bytes,
    );
    await writeAll(journal, [said], this.#journalBytes);
    const synced = await Promise.allSettled([data.datasync(), journal.datasync()]);
    for (const sync of synced) if (sync.status === 'rejected') throw sync.reason;
    this.batches.push(...batches);
    this.bytes = offset;
    this.lines = firstLine - 1;
    this.#journalBytes += said.length;
  }

  /** Closes the segment. Its batches are synced already, so a disk too full for the closing line does not keep them back. */
  async seal(): Promise<SealedSegment> {
    const { data, journal } = this.files;
    await writeAll(journal, [Buffer.from(sealLine(this.id, this.batches.length))], this.#journalBytes)
      .then(() => journal.datasync())
      .catch(() => undefined);
    await Promise.allSettled([data.close(), journal.close()]);
    const { id, receivedAt, batches, lines, bytes } = this;
    return { id, path: this.paths.data, receivedAt, batches, lines, bytes };
  }

  /**
   * Closes the segment after a failed write, without what that write left.
   *
   * @returns undefined when nothing else was in it
   * @throws the system's error while the disk refuses that too; it may be called again
   */
  async cut(): Promise<SealedSegment | undefined> {
    const { data, journal } = this.files;
    if (this.batches.length > 0) {
      await journal.truncate(this.#journalBytes);
      await data.truncate(this.bytes);
      return this.seal();
    }
    await removeFiles(this.paths);
    await Promise.allSettled([data.close(), journal.close()]);
    return undefined;
  }
}

/** Removes a segment's files, the journal last: a journal whose data is gone is the leaving of a removal. */
export async function removeFiles(paths: SegmentPaths): Promise<void> {
  await rm(paths.data, { force: true });
  await rm(paths.journal, { force: true });
}
