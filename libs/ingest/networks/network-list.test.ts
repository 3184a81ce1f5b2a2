import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkList } from './network-list.js';

const HEADER = 'network,asn,country,network_class';

/** What the last of some lines is read as. */
function lastOf(...lines: readonly string[]) {
  const list = new NetworkList();
  return lines.map((line) => list.read(line)).at(-1);
}

const octet = fc.integer({ min: 0, max: 255 });
const network = fc.oneof(
  fc.tuple(octet, octet, octet).map(([a, b, c]) => `${a}.${b}.${c}.0/24`),
  fc.tuple(fc.integer({ min: 0, max: 0xffff }), octet).map(([a, b]) => `2001:${a.toString(16)}:${b.toString(16)}::/48`),
);
const row = fc.record({
  network,
  asn: fc.nat(4_294_967_295),
  country: fc.constantFrom('', 'DE', 'US'),
  network_class: fc.constantFrom('', 'residential', 'hosting', 'unknown'),
});

describe('a list of networks', () => {
  it('is read back as it was written, in whatever order the columns stand', () => {
    fc.assert(
      fc.property(
        row,
        fc.shuffledSubarray(HEADER.split(','), { minLength: 4 }),
        fc.boolean(),
        (listed, order, quoted) => {
          const values = order.map((column) => String(listed[column as keyof typeof listed]));
          const line = values.map((value) => (quoted ? ` "${value}"` : value)).join(',');
          expect(lastOf(`\uFEFF${order.join(',')}`, line)).toEqual(listed);
        },
      ),
    );
  });

  it('answers any text at all with a network or with faults of the line it stands on', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'"",,/.:1aZ ') })),
        (text) => {
          const read = lastOf(HEADER, text);
          if (Array.isArray(read)) expect(read[0]).toMatchObject({ line: 2 });
          else if (read !== undefined) expect(read).toHaveProperty('network');
          else expect(text.trim()).toBe('');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes a system number with AS before it, classes in capitals, and nothing for what is not known', () => {
    expect(lastOf('asn,network,network_class', 'AS64500,192.0.2.0/24,HOSTING')).toEqual({
      network: '192.0.2.0/24',
      asn: 64_500,
      country: '',
      network_class: 'hosting',
    });
  });

  it.each([
    ['10.0.0.1/8,,,', 'network', /no bits beyond its prefix of 8, got "10\.0\.0\.1\/8"/],
    ['192.0.2.0/33,,,', 'network', /prefix of 0 to 32 bits/],
    ['2001:db8::/129,,,', 'network', /prefix of 0 to 128 bits/],
    ['192.0.2.7,,,', 'network', /a network such as 192\.0\.2\.0\/24/],
    ['fe80::%eth0/64,,,', 'network', /a network such as/],
    ['192.0.2.0/24,4294967296,,', 'asn', /0 to 4294967295, or empty, got "4294967296"/],
    ['192.0.2.0/24,,de,', 'country', /two capital letters, or empty, got "de"/],
    ['192.0.2.0/24,,,dsl', 'network_class', /one of residential, .* or empty, got "dsl"/],
    ['192.0.2.0/24,1,DE', 'line', /4 values as the header has, got 3/],
    ['192.0.2.0/24,"1,DE,hosting', 'line', /close each quotation mark/],
  ])('refuses %s for its %s', (line, column, message) => {
    expect(lastOf(HEADER, line)).toEqual([{ line: 2, column, message: expect.stringMatching(message) }]);
  });

  it('tells everything that is wrong with a line at once', () => {
    expect(lastOf(HEADER, 'here,many,nowhere,none')).toHaveLength(4);
  });

  it.each([
    ['192.0.2.0/24', '192.0.2.0/24'],
    ['2001:DB8:0:0::/32', '2001:db8::/32'],
    ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
  ])('refuses %s behind %s, which is the same network', (again, first) => {
    const read = lastOf('network,asn', `${first},1`, `${again},2`);
    expect(read).toEqual([{ line: 3, column: 'network', message: `must stand once, ${again} stands on line 2` }]);
  });

  it.each([
    ['network,asn,as_name', /must hold only network, asn, country, network_class, got "as_name"/],
    ['network', /network and at least one of/],
    ['asn,country', /network and at least one of/],
    ['network,asn,asn', /each column once/],
    ['', /must name the columns/],
    ['{"id":1,"asn":2}', /close each quotation mark on the same line/],
  ])('refuses the header "%s"', (header, message) => {
    expect(lastOf(header)).toEqual([{ line: 1, column: 'header', message: expect.stringMatching(message) }]);
  });
});
