import { z } from 'zod';

/** A network that was read, by a key that all its spellings share; or what is wrong with it. */
export type Cidr = { readonly key: string } | { readonly fault: string };

/** Bits of an address; IPv4 counts as the part ::ffff:0:0/96 of IPv6, where the engine looks it up. */
const BITS = 128;
const BITS_BEFORE_IPV4 = 96;

const Ipv4 = z.ipv4();
const Ipv6 = z.ipv6();

/** Reads a network such as `192.0.2.0/24` or `2001:db8::/32`. */
export function cidr(text: string): Cidr {
  const [, address = '', digits = ''] = /^([0-9A-Fa-f:.]+)\/(\d{1,3})$/.exec(text) ?? [];
  const version = Ipv4.safeParse(address).success ? 4 : 6;
  if (version === 6 && !Ipv6.safeParse(address).success)
    return { fault: 'must be a network such as 192.0.2.0/24 or 2001:db8::/32' };
  const longest = version === 4 ? BITS - BITS_BEFORE_IPV4 : BITS;
  const prefix = Number(digits);
  if (prefix > longest) return { fault: `must have a prefix of 0 to ${longest} bits` };
  const value = version === 4 ? ipv4(address) + (0xffffn << 32n) : ipv6(address);
  if (value & ((1n << BigInt(longest - prefix)) - 1n))
    return { fault: `must have no bits beyond its prefix of ${prefix}` };
  return { key: `${value.toString(16)}/${prefix + BITS - longest}` };
}

function ipv4(address: string): bigint {
  return BigInt(address.split('.').reduce((value, part) => value * 256 + Number(part), 0));
}

function ipv6(address: string): bigint {
  // A URL writes every IPv6 address in one way: groups of hexadecimal digits, one run of zeros left out.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = canonical.split('::').map((side) => side.split(':').filter((group) => group !== ''));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.reduce((value, group) => (value << 16n) + BigInt(`0x${group}`), 0n);
}
