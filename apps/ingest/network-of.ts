import { isIPv4, isIPv6 } from 'node:net';

/** `::ffff:` is how a socket that takes both families names an IPv4 caller. */
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** An address in its own family, without the name of an interface. */
export function plainAddress(address: string): string {
  const bare = address.replace(/%.*$/, '');
  return MAPPED.exec(bare)?.[1] ?? bare;
}

/**
 * The network of an address, in the form whose pseudonym usage records carry: `203.0.113.0/24`, `2001:db8:1::/48`.
 *
 * One subscriber has a whole /48 at hand, so that counting IPv6 addresses would count nothing.
 *
 * @param address  IPv4 or IPv6
 * @returns        empty when it is neither
 */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return `${plain.slice(0, plain.lastIndexOf('.'))}.0/24`;
  if (!isIPv6(plain)) return '';
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  // An IPv4 address at the end stands for two groups.
  const missing = 8 - groups.length - after.length - (plain.includes('.') ? 1 : 0);
  const prefix = [...groups, ...(tail === undefined ? [] : Array<string>(missing).fill('0')), ...after]
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16));
  while (prefix.at(-1) === '0') prefix.pop();
  return `${prefix.join(':')}::/48`;
}
