import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayReach, receiverAddress } from './receiver-address.js';

describe('a receiver', () => {
  it.each([
    'https://hooks.example.com/usewatch',
    'https://hooks.example.com:8443/',
    'https://203.0.114.7/hook',
    'https://[2a00:1450:4001::1]/hook',
  ])('may be %s', (text) => {
    expect(receiverAddress(text)).toEqual({ url: new URL(text) });
  });

  const hosts = [
    ...[
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '0x7f000001',
      '0',
      '0.0.0.0',
      '10.0.0.1',
      '172.16.0.1',
    ],
    ...[
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '198.18.0.1',
      '192.0.2.1',
      '224.0.0.1',
      '255.255.255.255',
      '240.0.0.1',
    ],
    ...[
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:8.8.8.8]',
      '[::ffff:7f00:1]',
      '[fe80::1]',
      '[fc00::1]',
      '[fd00:ec2::254]',
    ],
    ...[
      '[64:ff9b::7f00:1]',
      '[64:ff9b:1::1]',
      '[2002:7f00:1::]',
      '[2001::1]',
      '[ff02::1]',
      '[2001:db8::1]',
      '[100::1]',
      '[::127.0.0.1]',
    ],
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      'db',
      'metadata.google.internal',
      'printer.local',
      'router.lan',
    ],
    ...[
      '127.0.0.1.',
      '１２７.0.0.1',
      '①②⑦.⓪.⓪.①',
      '127。0。0。1',
      'vault.corp',
      'x.home.arpa',
      'hidden.onion',
      'a.test',
    ],
  ];
  it.each(hosts)('may not be at %s', (host) => {
    expect(receiverAddress(`https://${host}/`)).toMatchObject({ refused: expect.any(String) });
  });

  it.each([
    'http://hooks.example.com/',
    'ftp://hooks.example.com/',
    'file:///etc/passwd',
    'gopher://hooks.example.com/',
    'javascript:alert(1)',
    'https://ada:secret@hooks.example.com/',
    'https://hooks.example.com@127.0.0.1/',
    'https://hooks.example.com:22/',
    'https://hooks.example.com:80/',
    'https://hooks.example.com/#x',
    'hooks.example.com',
    '',
    `https://hooks.example.com/${'a'.repeat(2_000)}`,
  ])('may not be %s', (text) => {
    expect(receiverAddress(text)).toMatchObject({ refused: expect.any(String) });
  });

  it('may be at no address of a private range, however it is written', () => {
    const octet = fc.nat({ max: 255 });
    const ipv4 = fc.oneof(
      fc.tuple(fc.constantFrom(0, 10, 127, 224, 255), octet, octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
    );
    fc.assert(
      fc.property(ipv4, ([a, b, c, d]) => {
        const whole = ((a * 256 + b) * 256 + c) * 256 + d;
        const hex = (part: number) => part.toString(16);
        const forms = [`${a}.${b}.${c}.${d}`, `${whole}`, `0x${hex(whole)}`, `0${a.toString(8)}.${b}.${c * 256 + d}`];
        const mapped = [`[::ffff:${a}.${b}.${c}.${d}]`, `[64:ff9b::${hex(a * 256 + b)}:${hex(c * 256 + d)}]`];
        for (const host of [...forms, ...mapped]) expect(receiverAddress(`https://${host}/`)).toHaveProperty('refused');
      }),
    );
  });

  it('is judged again by what its name resolves to', () => {
    const url = new URL('https://hooks.example.com/');
    expect(['8.8.8.8', '2a00:1450:4001::1'].map((address) => mayReach(url, address, []))).toEqual([true, true]);
    const private_ = ['127.0.0.1', '::1', '::ffff:8.8.8.8', 'fe80::1%eth0', 'x', '64:ff9b::808:808', '10.1.2.3'];
    expect(private_.map((address) => mayReach(url, address, []))).toEqual(private_.map(() => false));
  });

  it('may lie in a network that the operator has named, and in no other private one', () => {
    const named = ['10.1.0.0/16', 'fd00::/8'];
    const refusals = (text: string) => 'refused' in receiverAddress(text, named);
    expect(
      ['http://10.1.2.3:9000/', 'http://[fd00::1]/', 'https://8.8.8.8/', 'http://gateway.internal/'].map(refusals),
    ).toEqual([false, false, false, false]);
    expect(['http://10.2.0.1/', 'http://8.8.8.8/', 'https://127.0.0.1/', 'https://8.8.8.8:22/'].map(refusals)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(mayReach(new URL('http://gateway.internal/'), '10.1.0.9', named)).toBe(true);
    expect(mayReach(new URL('http://gateway.internal/'), '8.8.8.8', named)).toBe(false);
  });
});
