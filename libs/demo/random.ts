/**
 * A stream of chance that two runs, on any machine, draw alike.
 *
 * xoshiro128** (Blackman and Vigna, 2018, "Scrambled linear pseudorandom number generators"), seeded
 * through the finaliser of MurmurHash3. Streams are forked by number, so that one account's traffic
 * does not change when another account is added before it.
 * Only `Math.log`, `Math.exp` and `Math.sqrt` are used: sine and power differ between engines.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  readonly #low: number;
  readonly #high: number;

  /**
   * @param low   32 bits of seed
   * @param high  32 more bits of seed
   */
  constructor(low: number, high = 0x9e3779b9) {
    this.#low = low >>> 0;
    this.#high = high >>> 0;
    this.#a = mix32(this.#low ^ 0x243f6a88);
    this.#b = mix32(this.#high ^ 0x85a308d3);
    this.#c = mix32(Math.imul(this.#low, 0x9e3779b1) ^ this.#high);
    this.#d = mix32(Math.imul(this.#high, 0x85ebca77) + this.#low) | 1;
  }

  /**
   * An independent stream known by numbers, the same whatever was drawn from this one before.
   *
   * @param labels  integers that name the stream, such as account and day
   */
  fork(...labels: number[]): Random {
    let low = this.#low;
    let high = this.#high;
    for (const label of labels) {
      low = mix32(low ^ Math.imul(label + 1, 0x9e3779b1));
      high = mix32(high + Math.imul(label + 1, 0xc2b2ae3d) + low);
    }
    return new Random(low, high);
  }

  /** @returns an integer in [0, 2³²) */
  bits(): number {
    const scrambled = Math.imul(rotated(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotated(this.#d, 11);
    return scrambled;
  }

  /** @returns a number in [0, 1) */
  next(): number {
    return this.bits() / 4_294_967_296;
  }

  /**
   * @param n  how many values there are, 1 to 2³²
   * @returns  an integer in [0, n); the bias of n/2³² is of no consequence here
   */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** @returns an integer in [least, most], both included */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** @returns a number in [least, most) */
  within(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** @returns true with the given probability */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws {RangeError} when there is nothing to pick from */
  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new RangeError('pick requires at least one value');
    return picked;
  }

  /**
   * @param from     values to choose among
   * @param weights  one weight a value, not negative, not all zero
   */
  weighted<T>(from: readonly T[], weights: readonly number[]): T {
    let total = 0;
    for (const weight of weights) total += weight;
    let left = this.next() * total;
    for (let i = 0; i < from.length; i++) {
      left -= weights[i] ?? 0;
      if (left < 0) return from[i] as T;
    }
    return this.pick(from);
  }

  /** @returns `count` different values, or all of them, in random order */
  sample<T>(from: readonly T[], count: number): T[] {
    const rest = [...from];
    const least = Math.min(count, rest.length);
    for (let i = 0; i < least; i++) {
      const j = i + this.below(rest.length - i);
      const swapped = rest[i] as T;
      rest[i] = rest[j] as T;
      rest[j] = swapped;
    }
    return rest.slice(0, least);
  }

  /** @returns a standard normal value, by Marsaglia's polar method */
  normal(): number {
    for (;;) {
      const x = this.within(-1, 1);
      const y = this.within(-1, 1);
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /**
   * @param mean   of the logarithm
   * @param sigma  standard deviation of the logarithm
   */
  logNormal(mean: number, sigma: number): number {
    return Math.exp(mean + sigma * this.normal());
  }

  /** @returns a waiting time with the given mean, same unit */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /**
   * A Gamma value with mean `shape`, by Marsaglia and Tsang (2000).
   *
   * @param shape  above zero; small shapes give rare, tall values
   */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * Math.exp(Math.log(1 - this.next()) / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      const v = root * root * root;
      if (v > 0 && Math.log(1 - this.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /**
   * @param mean  expected count; above 60 the rounded normal stands in, which nobody can tell apart here
   * @returns     an integer, 0 or more
   */
  poisson(mean: number): number {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count++;
    return count;
  }

  /**
   * A count with the burstiness of real clients: Poisson whose rate is Gamma.
   *
   * @param mean   expected count
   * @param shape  of the Gamma; variance is mean + mean²/shape
   */
  negativeBinomial(mean: number, shape: number): number {
    return mean <= 0 ? 0 : this.poisson((mean * this.gamma(shape)) / shape);
  }

  /**
   * An index that favours the first: weight 1/(index + 1).
   *
   * @param n  number of ranks, at least 1
   * @returns  an integer in [0, n), by inverting the continuous law, exact enough for a taste
   */
  zipf(n: number): number {
    return Math.min(n - 1, Math.floor(Math.exp(this.next() * Math.log(n + 1))) - 1);
  }

  /** @returns lower-case hex digits */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.bits().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }
}

/**
 * Scatters an integer over all 32 bits, one to one (the finaliser of MurmurHash3).
 *
 * @returns an integer in [0, 2³²); different inputs below 2³² never meet
 */
export function mix32(value: number): number {
  let mixed = value >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
