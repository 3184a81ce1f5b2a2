import { type Overlap, overlap } from '#statistics/overlap';
import { type Found, partiesOf } from './found.js';

/** What is left of a party's weight for each spacing of windows in which the incident was seen without it. */
const DECAY = 0.9;

/** An incident while findings join it, with a fading memory of who took part. */
export class LiveIncident {
  /** Findings that joined, in the order of their windows. */
  readonly findings: Found[] = [];
  /** Milliseconds since the epoch of the stretch seen so far. */
  from: number;
  until: number;
  readonly #lastSeen = new Map<string, number>();

  /**
   * @param id       name for ever
   * @param step     milliseconds between two windows' ends
   * @param founder  the finding it is named after; it takes part even before it joins
   */
  constructor(
    readonly id: string,
    private readonly step: number,
    readonly founder: Found,
  ) {
    this.from = founder.window.from.getTime();
    this.until = founder.window.until.getTime();
    this.#see(founder);
  }

  join(found: Found): void {
    this.findings.push(found);
    this.from = Math.min(this.from, found.window.from.getTime());
    this.until = Math.max(this.until, found.window.until.getTime());
    this.#see(found);
  }

  /** Everyone who ever took part. */
  parties(): Iterable<string> {
    return this.#lastSeen.keys();
  }

  /**
   * How much of a finding and of this incident are the same, each 0..1.
   *
   * Those who left long ago count less than those seen last; silence of the whole incident fades nobody.
   *
   * @param parties  of the finding, none twice
   */
  overlap(parties: readonly string[]): Overlap {
    const weights = [...this.#lastSeen].map(
      ([party, seen]) => [party, DECAY ** ((this.until - seen) / this.step)] as const,
    );
    return overlap(weights, parties);
  }

  #see({ window, finding }: Found): void {
    const seen = window.until.getTime();
    for (const party of partiesOf(finding))
      this.#lastSeen.set(party, Math.max(seen, this.#lastSeen.get(party) ?? seen));
  }
}
