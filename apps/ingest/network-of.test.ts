import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf } from './network-of.js';
import { TrustedProxies } from './trusted-proxies.js';

describe('the network of an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:2::5', '2001:db8:1::/48'],
    ['2001:0DB8:0001::', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8::/48'],
    ['1:2:3:4:5:6:7:8', '1:2:3::/48'],
    ['::1', '::/48'],
    ['fe80::1%eth0', 'fe80::/48'],
    ['64:ff9b::192.0.2.1', '64:ff9b::/48'],
    ['1::7:8', '1::/48'],
    ['', ''],
    ['unknown', ''],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is the same for every address of a /24 or /48', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV4(), (six, four) => {
        expect(networkOf(four)).toBe(networkOf(networkOf(four).replace('/24', '')));
        expect(networkOf(six)).toBe(networkOf(networkOf(six).replace('/48', '')));
      }),
    );
  });
});

describe('who called', () => {
  const proxies = new TrustedProxies(['10.0.0.0/8', 'fd00::/8']);
  it.each([
    ['the socket, where no proxy is trusted', '198.51.100.1', '203.0.113.7', '198.51.100.1'],
    ['the last one that a trusted proxy saw', '10.0.0.1', '1.1.1.1, 203.0.113.7', '203.0.113.7'],
    ['the one before several trusted proxies', '::ffff:10.0.0.1', '203.0.113.7, fd00::2, 10.9.9.9', '203.0.113.7'],
    ['the proxy itself, when it names nobody', '10.0.0.1', undefined, '10.0.0.1'],
    ['the last proxy, when the rest is no address', '10.0.0.1', '203.0.113.7, <script>, 10.0.0.2', '10.0.0.2'],
  ])('is %s', (_, socket, forwarded, caller) => {
    expect(proxies.callerOf(socket, forwarded)).toBe(caller);
  });
});
