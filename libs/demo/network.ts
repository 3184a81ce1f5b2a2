import type { Random } from './random.js';

export type NetworkKind = 'residential' | 'mobile' | 'hosting' | 'vpn' | 'education';

/** Where an account calls from. */
export interface Home {
  readonly kind: NetworkKind;
  readonly country: string;
  /** Numbers reserved for documentation (RFC 5398), so that no real network is named. */
  readonly asn: number;
  ip(random: Random): string;
}

/** Countries with hours ahead of UTC and accounts in a hundred. */
const COUNTRIES = [
  ['US', -6, 22],
  ['DE', 1, 9],
  ['GB', 0, 8],
  ['IN', 5, 10],
  ['FR', 1, 6],
  ['BR', -3, 6],
  ['JP', 9, 5],
  ['CA', -5, 4],
  ['ES', 1, 4],
  ['IT', 1, 4],
  ['PL', 1, 3],
  ['NL', 1, 3],
  ['KE', 3, 2],
  ['NG', 1, 2],
  ['ID', 7, 3],
  ['MX', -6, 3],
  ['AU', 10, 3],
  ['KR', 9, 3],
] as const;

/** Where an account lives: a country and its hours ahead of UTC. */
export interface Place {
  readonly country: string;
  readonly utcOffsetHours: number;
}

const WEIGHTS = COUNTRIES.map(([, , weight]) => weight);

/** Draws a country in proportion to its accounts. */
export function drawnPlace(random: Random): Place {
  const [country, utcOffsetHours] = random.weighted(COUNTRIES, WEIGHTS);
  return { country, utcOffsetHours };
}

/**
 * Draws a home network of a kind.
 *
 * Addresses lie in ranges that route nowhere: 10.0.0.0/8 for homes and offices, 2001:db8::/32 for hosting,
 * 192.0.2.0/24 for the shared gateways of mobile carriers, 203.0.113.0/24 for VPN exits and 198.51.100.0/24 for
 * schools. The last three are shared by many strangers, as in life.
 */
export function drawnHome(kind: NetworkKind, country: string, random: Random): Home {
  const asn = 64_496 + ((country.charCodeAt(0) * 31 + country.charCodeAt(1) + KINDS.indexOf(kind) * 5) % 16);
  if (kind === 'mobile') return { kind, country, asn, ip: (chance) => `192.0.2.${chance.between(1, 254)}` };
  if (kind === 'vpn') return { kind, country, asn, ip: (chance) => `203.0.113.${chance.between(1, 40)}` };
  if (kind === 'education') {
    const host = random.between(1, 254);
    return { kind, country, asn, ip: () => `198.51.100.${host}` };
  }
  if (kind === 'hosting') {
    const site = random.between(1, 0xffff).toString(16);
    const machines = random.between(1, 4);
    return { kind, country, asn, ip: (chance) => `2001:db8:${site}::${chance.between(1, machines)}` };
  }
  const address = `10.${random.between(0, 255)}.${random.between(0, 255)}.${random.between(1, 254)}`;
  return { kind, country, asn, ip: () => address };
}

const KINDS: readonly NetworkKind[] = ['residential', 'mobile', 'hosting', 'vpn', 'education'];
