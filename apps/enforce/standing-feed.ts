import type { Casebook } from '#casebook/casebook';
import { casesAfter } from '#casebook/safety-cases';
import { type AccountVerdict, Standing } from '#enforce/standing';

/** Cases read at once; a hundred thousand accounts take a second or two at start. */
const AT_ONCE = 10_000;

/** Milliseconds after which what is in memory is called stale; it is asked for every second. */
const STALE_AFTER = 30_000;

/** What stands against an account, and how far memory may lag behind the casebook. */
export interface FedVerdict extends AccountVerdict {
  readonly ageMilliseconds: number;
  readonly isStale: boolean;
}

/** Keeps what stands against each account in memory, in step with the casebook. */
export class StandingFeed {
  readonly #standing = new Standing();
  #sequence = 0;
  #readAt: number | undefined;
  #reading: Promise<void> | undefined;

  /** @param elapsed  milliseconds on a clock that never jumps */
  constructor(
    private readonly casebook: Casebook,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  /**
   * Takes in what was decided since; whoever asks meanwhile shares the answer.
   *
   * @throws {CasebookError} when the casebook does not answer; what is in memory stands
   */
  renew(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** @returns undefined until the casebook has been read once */
  verdict(names: readonly string[], now: Date): FedVerdict | undefined {
    if (this.#readAt === undefined) return undefined;
    const ageMilliseconds = Math.round(this.elapsed() - this.#readAt);
    return { ...this.#standing.verdict(names, now), ageMilliseconds, isStale: ageMilliseconds > STALE_AFTER };
  }

  async #read(): Promise<void> {
    for (;;) {
      const startedAt = this.elapsed();
      const cases = await casesAfter(this.casebook, this.#sequence, AT_ONCE);
      for (const each of cases) this.#standing.add(each);
      this.#sequence = cases.at(-1)?.sequence ?? this.#sequence;
      if (cases.length < AT_ONCE) {
        this.#readAt = startedAt;
        return;
      }
    }
  }
}
