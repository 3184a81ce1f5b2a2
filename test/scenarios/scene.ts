import { drawnHome, drawnPlace, type Home, type NetworkKind } from '#demo/network';
import { Random } from '#demo/random';

/** How strong a scenario is; every scenario says which of these it heeds. */
export interface Strength {
  /** 32-bit integer; another seed is another telling of the same case. */
  readonly seed: number;
  /** Parties that act: accounts of a pool, strangers on a key. */
  readonly accounts: number;
  /** Calls a party makes a day, mean. */
  readonly volume: number;
  /** Share of the words of a template that differ from text to text, 0..1. */
  readonly mutation: number;
  /** How far parties stray from what they have in common, 0 as one machine to 1 as people. */
  readonly jitter: number;
}

/** One usage record of a scenario; `at` is milliseconds since 1970. */
export interface Told {
  readonly at: number;
  readonly account: string;
  readonly [field: string]: unknown;
}

export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const MINUTE = 60_000;
export const SECOND = 1_000;

/** A machine or person that calls: the fields that stay the same, with its home network. */
export interface Voice {
  readonly home: Home;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Draws a caller with a network and client of its own.
 *
 * @param country  ISO 3166-1; drawn when missing
 */
export function drawnVoice(random: Random, kind: NetworkKind, country = drawnPlace(random).country): Voice {
  const sdk = random.pick(['aurel-python/3.4.1', 'aurel-node/2.9.0', 'quill-js/0.14.2', 'plain-http']);
  return { home: drawnHome(kind, country, random), fields: { sdk, client_fingerprint: `t13d${random.hex(12)}` } };
}

/** One call of a caller on behalf of an account. */
export function spoken(
  { home, fields }: Voice,
  account: string,
  at: number,
  random: Random,
  more: Readonly<Record<string, unknown>> = {},
): Told {
  const network = { ip: home.ip(random), asn: home.asn, country: home.country, network_class: home.kind };
  return { at: Math.floor(at), account, ...network, ...fields, model: 'aurel-3', status: 200, ...more };
}

/** @returns calls spread evenly at random over `[from, until)`, as many as a Poisson law of this mean draws */
export function scattered(random: Random, mean: number, from: number, until: number): number[] {
  return Array.from({ length: random.poisson(mean) }, () => random.within(from, until));
}

/** @returns NDJSON in the order of time, each record with an id of its own */
export function usageLines(told: readonly Told[]): string {
  const sorted = [...told].sort((a, b) => a.at - b.at || (a.account < b.account ? -1 : 1));
  return sorted
    .map(({ at, ...fields }, index) =>
      JSON.stringify({ source: 'gateway', id: `${at}-${index}`, at: new Date(at).toISOString(), ...fields }),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The chance of one scenario: streams of two scenarios with one seed never meet. */
export function chanceOf(scenario: string, seed: number): Random {
  return new Random(
    [...scenario].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7),
    seed,
  );
}
