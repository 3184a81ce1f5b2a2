import { statfs } from 'node:fs/promises';

/** Milliseconds between two looks at the disk; at 400 MB a second a look is 400 MB old, which the floor outlasts. */
const LOOK_EVERY_MILLISECONDS = 1_000;

/** Whether a disk still has the room that others need on it. */
export class FreeDisk {
  #bytes = Number.POSITIVE_INFINITY;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly directory: string,
    private readonly floor: number,
  ) {}

  /** Answers from the last look and starts a new one when that is old: nobody waits for a disk that hangs. */
  get isShort(): boolean {
    if (performance.now() - this.#lookedAt >= LOOK_EVERY_MILLISECONDS) void this.look();
    return this.#bytes < this.floor;
  }

  /** Looks now; a disk that cannot say how full it is counts as free, since writing to it will tell. */
  async look(): Promise<void> {
    this.#lookedAt = performance.now();
    this.#bytes = await statfs(this.directory).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => Number.POSITIVE_INFINITY,
    );
  }
}
