/** Refused attempts within a minute after which a network waits for the minute to end. */
const MOST_REFUSED = 100;

/** Milliseconds. */
const MINUTE = 60_000;

/** Networks remembered; an attacker with more of them pushes the oldest out and gains 100 attempts for each. */
const MOST_NETWORKS = 10_000;

/** Which networks have had too many attempts refused within the last minute. */
export class Throttle {
  readonly #refused = new Map<string, { readonly until: number; attempts: number }>();

  /** Networks in memory. */
  get size(): number {
    return this.#refused.size;
  }

  /**
   * How long a network has to wait.
   *
   * @param now  milliseconds on a clock that never jumps
   * @returns    milliseconds; 0 when it may try
   */
  wait(network: string, now: number): number {
    const found = this.#refused.get(network);
    return found === undefined || found.attempts < MOST_REFUSED ? 0 : Math.max(0, found.until - now);
  }

  /** Counts one refused attempt; the first one begins the network's minute. */
  count(network: string, now: number): void {
    const found = this.#refused.get(network);
    if (found !== undefined && found.until > now) {
      found.attempts += 1;
      return;
    }
    this.#refused.delete(network);
    const [oldest] = this.#refused.keys();
    if (this.#refused.size >= MOST_NETWORKS && oldest !== undefined) this.#refused.delete(oldest);
    this.#refused.set(network, { until: now + MINUTE, attempts: 1 });
  }
}
