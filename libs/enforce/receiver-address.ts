import ipaddr from 'ipaddr.js';

/** Ports a receiver may listen on; others are mail, shells and databases. */
const PORTS: ReadonlySet<string> = new Set(['', '443', '8443']);

/** Characters of an address. */
const LONGEST = 2_000;

/** Names that never mean a machine of the open internet. */
const LOCAL = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa|onion|test|invalid)\.?$/;

/** All of IPv6 that is given out; forms such as ::127.0.0.1 lie beside it. */
const GLOBAL_IPV6 = '2000::/3';

/** Where an address lies: in the open internet, or in a network that the operator has named. */
export type Side = 'open' | 'named';

/**
 * Where an IP address lies; undefined when nothing may be sent there.
 *
 * Addresses that stand for other ones (mapped, NAT64, 6to4, Teredo) are refused with the private ones: what they lead to
 * is decided by somebody else.
 *
 * @param named  CIDRs of the operator's own networks that receivers may lie in
 */
function sideOf(address: string, named: readonly string[]): Side | undefined {
  // A zone names an interface of this machine.
  if (!ipaddr.isValid(address) || address.includes('%')) return undefined;
  const parsed = ipaddr.parse(address);
  const isNamed = named.some((cidr) => {
    const network = ipaddr.parseCIDR(cidr);
    return network[0].kind() === parsed.kind() && parsed.match(network);
  });
  if (isNamed) return 'named';
  if (parsed.range() !== 'unicast') return undefined;
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parseCIDR(GLOBAL_IPV6)) ? 'open' : undefined;
}

/**
 * Reads the address of a receiver, and says why it may not be one; whoever resolves its name judges each IP again.
 *
 * In the open internet it is https on a usual port; in a network the operator has named, any port, and http as well.
 *
 * @returns the address in its one form, or what is wrong with it
 */
export function receiverAddress(
  text: string,
  named: readonly string[] = [],
): { readonly url: URL } | { readonly refused: string } {
  if (text.length > LONGEST || !URL.canParse(text))
    return { refused: `must be an https URL of at most ${LONGEST} characters` };
  const url = new URL(text);
  const isPlain = url.protocol === 'http:' && named.length > 0;
  if (url.protocol !== 'https:' && !isPlain) return { refused: 'must begin with https://' };
  if (url.username !== '' || url.password !== '') return { refused: 'must hold no user and no password' };
  if (url.hash !== '') return { refused: 'must hold no fragment' };
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isLiteral = ipaddr.isValid(host);
  const side = isLiteral ? sideOf(host, named) : undefined;
  if (side === 'named') return { url };
  if (isLiteral && side === undefined) return { refused: `must not lead into a private network, as ${host} does` };
  if (named.length > 0 && !isLiteral) return { url };
  if (isPlain) return { refused: 'must begin with https:// outside the networks that the operator has named' };
  if (!PORTS.has(url.port)) return { refused: 'must use port 443 or 8443' };
  if (!isLiteral && (!host.includes('.') || LOCAL.test(host))) {
    return { refused: `must name a host of the open internet, not ${host}` };
  }
  return { url };
}

/** Whether a message may go to an address that the name of a receiver has led to. */
export function mayReach(url: URL, address: string, named: readonly string[]): boolean {
  const side = sideOf(address, named);
  return side === 'named' || (side === 'open' && url.protocol === 'https:' && PORTS.has(url.port));
}
