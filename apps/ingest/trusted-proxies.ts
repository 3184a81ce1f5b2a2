import { BlockList, isIP } from 'node:net';
import { plainAddress } from './network-of.js';

/** Hops; a longer list is somebody's attempt to keep us busy. */
const MOST_HOPS = 32;

/** Proxies of the operator's own, whose word on who called is believed; nobody else's is. */
export class TrustedProxies {
  readonly #list = new BlockList();

  /** @param networks  CIDRs such as `10.0.0.0/8`; none: `x-forwarded-for` is never read */
  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const [address = '', bits] = network.split('/');
      this.#list.addSubnet(address, Number(bits), familyOf(address));
    }
  }

  /**
   * Who really called: the last address, seen from us, that no trusted proxy has.
   *
   * @param socket        address at the other end of the connection
   * @param forwardedFor  header `x-forwarded-for` as received; anybody may have written its beginning
   */
  callerOf(socket: string, forwardedFor: string | undefined): string {
    let caller = plainAddress(socket);
    if (forwardedFor === undefined || !this.#has(caller)) return caller;
    const hops = forwardedFor.split(',').slice(-MOST_HOPS).reverse();
    for (const hop of hops) {
      const address = plainAddress(hop.trim());
      if (isIP(address) === 0) return caller;
      caller = address;
      if (!this.#has(caller)) return caller;
    }
    return caller;
  }

  #has(address: string): boolean {
    return isIP(address) !== 0 && this.#list.check(address, familyOf(address));
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
