import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpoolError } from './spool-error.js';
import { syncFolder, writeSynced } from './written-through.js';

/** Bytes of a trial: a page, the least that a disk is asked to keep. */
const TRIAL = Buffer.alloc(4_096, '\n');

/** Named as the leaving of a rewriting, so that the next start removes one whose process died. */
const TRIAL_FILE = '.batches-trial';

/** Remembers that the disk refused, and finds out when it keeps bytes again although nobody sends any. */
export class DiskTrouble {
  #error: SpoolError | undefined;

  /**
   * @param directory  folder on the disk
   * @param tryAgain   calls until it succeeds
   */
  constructor(
    private readonly directory: string,
    private readonly tryAgain: (attempt: () => Promise<void>) => void,
  ) {}

  /** What the disk said last; undefined while it works. */
  get error(): SpoolError | undefined {
    return this.#error;
  }

  begin(error: SpoolError): void {
    const isNew = this.#error === undefined;
    this.#error = error;
    if (isNew) this.tryAgain(() => this.#try());
  }

  /** To be called when the disk has kept something. */
  end(): void {
    this.#error = undefined;
  }

  async #try(): Promise<void> {
    if (this.#error === undefined) return;
    const file = join(this.directory, TRIAL_FILE);
    await writeSynced(file, [TRIAL]);
    await syncFolder(this.directory);
    await rm(file);
    this.end();
  }
}
