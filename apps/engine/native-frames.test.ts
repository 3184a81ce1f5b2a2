import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nativeBlocks } from '../../test/support/native-block.js';
import { NativeFrames } from './native-frames.js';

const text = (value: string) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
const long = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

/** A block of format Native for a client of no version: number of columns and rows, then name, type and data of each. */
function block(rows: number, ...columns: readonly (readonly [name: string, type: string, data: Buffer])[]): Buffer {
  const written = columns.flatMap(([name, type, data]) => [text(name), text(type), data]);
  return Buffer.concat([Buffer.from([columns.length, rows]), ...written]);
}

function framed(bytes: Buffer, pieces: readonly Buffer[] = [bytes], version = 54_460): Buffer {
  const frames = new NativeFrames(version);
  return Buffer.concat([...pieces.map((piece) => frames.take(piece)), frames.end()]);
}

const BLOCK = block(
  2,
  ['n', 'UInt8', Buffer.from([1, 2])],
  ['s', 'Nullable(String)', Buffer.concat([Buffer.from([0, 1]), text('one'), text('')])],
  ['a', 'Array(String)', Buffer.concat([long(1), long(3), text('x'), text('y'), text('z')])],
);

test('a block is read as the driver reads it', () => {
  const [columns] = nativeBlocks(framed(BLOCK));
  expect(columns?.map(({ values }) => values)).toEqual([
    [1, 2],
    ['one', null],
    [['x'], ['y', 'z']],
  ]);
});

test('wherever the bytes are cut, the same blocks come out', () => {
  const bytes = Buffer.concat([BLOCK, BLOCK, block(0, ['n', 'UInt8', Buffer.alloc(0)])]);
  const whole = framed(bytes);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
      expect(framed(bytes, pieces).equals(whole)).toBe(true);
    }),
  );
});

test('a version before custom serialization gets no byte about it', () => {
  const one = block(1, ['n', 'UInt8', Buffer.from([7])]);
  expect([...framed(one, [one], 54_453)]).toEqual([1, 0, 2, 255, 255, 255, 255, 0, ...one]);
});

test.each([
  ['Decimal(38, 2)', 16],
  ['Decimal(9, 2)', 4],
  ["DateTime64(3, 'UTC')", 8],
  ["Enum8('a, (b)' = 1, 'c' = 2)", 1],
  ['FixedString(16)', 16],
  ['Tuple(UInt8, Tuple(a UInt16, `b c` UInt32))', 7],
  ['SimpleAggregateFunction(sum, UInt64)', 8],
  ['IntervalSecond', 8],
  ['UUID', 16],
])('%s ends after %i bytes', (type, bytes) => {
  const one = block(1, ['c', type, Buffer.alloc(bytes)]);
  const after = block(1, ['n', 'UInt8', Buffer.from([7])]);
  // Eight bytes before each block and one in each column: no more, no less.
  expect(framed(Buffer.concat([one, after])).length).toBe(one.length + after.length + 18);
});

test('a map is an array of pairs, part by part', () => {
  const one = block(1, [
    'm',
    'Map(String, UInt8)',
    Buffer.concat([long(2), text('a'), text('b'), Buffer.from([1, 2])]),
  ]);
  expect(framed(one).length).toBe(one.length + 9);
});

/** Version; flags that say one byte an index and keys of its own; the keys; the rows' indexes. */
const dictionary = (...indexes: number[]) =>
  Buffer.concat([long(0x600), long(2), text(''), text('x'), long(indexes.length), Buffer.from(indexes)]);

test.each([
  ['LowCardinality(String)', Buffer.concat([long(1), dictionary(1, 0)])],
  ['LowCardinality(Nullable(String))', Buffer.concat([long(1), dictionary(1, 0)])],
  ['Array(LowCardinality(String))', Buffer.concat([long(1), long(1), long(2), dictionary(1, 1)])],
  ['Array(LowCardinality(String))', Buffer.concat([long(1), long(0), long(0)])],
  [
    'Map(LowCardinality(String), UInt8)',
    Buffer.concat([long(1), long(1), long(2), dictionary(1, 1), Buffer.from([1, 2])]),
  ],
])('%s is its dictionary, then an index for each row', (type, data) => {
  const two = block(2, ['c', type, data], ['n', 'UInt8', Buffer.from([7, 8])]);
  expect(framed(two).length).toBe(two.length + 10);
});

test.each(['AggregateFunction(uniq, UInt64)', 'JSON', 'Variant(String, UInt8)'])(
  '%s is refused with what to do instead',
  (type) => {
    expect(() => framed(block(1, ['c', type, Buffer.alloc(8)]))).toThrow(/cast it to String/);
  },
);

test('an answer that ends within a block is no answer', () => {
  expect(() => framed(BLOCK.subarray(0, -1))).toThrow(/ended a block of Native early/);
});
