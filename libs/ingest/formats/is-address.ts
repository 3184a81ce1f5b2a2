import { z } from 'zod';

const [IPV4, IPV6] = [z.ipv4(), z.ipv6()];

/** Whether a text is a bare IPv4 or IPv6 address, by the same rule as the usage record. */
export function isAddress(text: string): boolean {
  return IPV4.safeParse(text).success || IPV6.safeParse(text).success;
}
