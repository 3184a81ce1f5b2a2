import { Fault } from './fault.js';

/** Version from which a byte before each column says whether it is written in a way of its own; ours never are. */
const SAYS_CUSTOM = 54_454;

/** Before each block: no overflow row (field 1), no bucket (field 2), no more fields. */
const BLOCK_INFO = Buffer.from([1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0]);

const NOT_CUSTOM = Buffer.from([0]);

/** Bytes of one value of each type of fixed size, by the name before its parenthesis. */
const BYTES: Readonly<Record<string, number>> = {
  ...sized(1, 'Int8 UInt8 Bool Enum8 Nothing'),
  ...sized(2, 'Int16 UInt16 Enum16 Date BFloat16'),
  ...sized(4, 'Int32 UInt32 Float32 Date32 DateTime IPv4 Decimal32 Time'),
  ...sized(8, 'Int64 UInt64 Float64 DateTime64 Decimal64 Time64'),
  ...sized(16, 'Int128 UInt128 UUID IPv6 Decimal128'),
  ...sized(32, 'Int256 UInt256 Decimal256'),
};

function sized(bytes: number, names: string): Record<string, number> {
  return Object.fromEntries(names.split(' ').map((name) => [name, bytes]));
}

/** More bytes are needed; the block is tried again when they are there. */
class Short extends Error {}

/**
 * Puts the frame around blocks of the format Native by which a client of a protocol version reads them.
 *
 * Whole blocks are let through as soon as they are there. The layout is that of `NativeWriter` and `BlockInfo` in
 * ClickHouse, and of `Block.Decode` in clickhouse-go, `lib/proto/block.go`.
 */
export class NativeFrames {
  #kept: Buffer = Buffer.alloc(0);
  #tryAt = 1;

  /** @param version  of the protocol, above 0 */
  constructor(private readonly version: number) {}

  /** @returns framed blocks that are whole now, possibly none */
  take(bytes: Buffer): Buffer {
    this.#kept = this.#kept.length === 0 ? bytes : Buffer.concat([this.#kept, bytes]);
    // A block that was short once is tried again at twice its bytes, so that a large one is not read over and over.
    if (this.#kept.length < this.#tryAt) return Buffer.alloc(0);
    const framed = this.#framed();
    this.#tryAt = Math.max(1, this.#kept.length * 2);
    return framed;
  }

  /** @returns what was left. @throws {Fault} when it is no whole block */
  end(): Buffer {
    const framed = this.#framed();
    if (this.#kept.length > 0)
      throw new Fault(33, 'CANNOT_READ_ALL_DATA', 'the engine ended a block of Native early', 500);
    return framed;
  }

  #framed(): Buffer {
    const pieces: Buffer[] = [];
    let from = 0;
    while (from < this.#kept.length) {
      const block = blockAt(this.#kept, from);
      if (block === undefined) break;
      pieces.push(BLOCK_INFO);
      let at = from;
      for (const data of block.dataOfColumns) {
        pieces.push(this.#kept.subarray(at, data));
        if (this.version >= SAYS_CUSTOM) pieces.push(NOT_CUSTOM);
        at = data;
      }
      pieces.push(this.#kept.subarray(at, block.end));
      from = block.end;
    }
    this.#kept = this.#kept.subarray(from);
    return Buffer.concat(pieces);
  }
}

/** Where the data of each column of a block begins, and where the block ends; undefined when it is not whole. */
function blockAt(bytes: Buffer, from: number): { dataOfColumns: number[]; end: number } | undefined {
  const cursor = new Cursor(bytes, from);
  const dataOfColumns: number[] = [];
  try {
    const columns = cursor.number();
    const rows = cursor.number();
    for (let column = 0; column < columns; column++) {
      cursor.text();
      const type = cursor.text();
      dataOfColumns.push(cursor.at);
      if (rows === 0) continue;
      skipPrefix(cursor, type);
      skip(cursor, type, rows);
    }
  } catch (cause) {
    if (cause instanceof Short) return undefined;
    throw cause;
  }
  return { dataOfColumns, end: cursor.at };
}

function skip(cursor: Cursor, type: string, rows: number): void {
  const [, name = '', inner = ''] = /^(\w+)(?:\((.*)\))?$/s.exec(type) ?? [];
  const parts = argumentsOf(inner);
  const bytes = bytesOf(name, parts);
  if (bytes !== undefined) cursor.skip(bytes * rows);
  else if (name === 'String') for (let row = 0; row < rows; row++) cursor.skip(cursor.number());
  else if (name === 'Nullable') {
    cursor.skip(rows);
    skip(cursor, inner, rows);
  } else if (name === 'LowCardinality') skipDictionary(cursor, inner);
  else if (name === 'SimpleAggregateFunction') skip(cursor, parts[1] ?? '', rows);
  else if (name === 'Array' || name === 'Map') skipArray(cursor, name === 'Map' ? parts : [inner], rows);
  else if (name === 'Tuple' && parts.length > 0) for (const part of parts) skip(cursor, withoutName(part), rows);
  else {
    throw new Fault(
      48,
      'NOT_IMPLEMENTED',
      `a column of type ${type} cannot be sent as Native to a client that names its client_protocol_version; cast it to String`,
    );
  }
}

/** Bytes of one value; undefined where values differ in size. */
function bytesOf(name: string, parts: readonly string[]): number | undefined {
  if (name === 'FixedString') return Number(parts[0]);
  if (name === 'Decimal') return bytesOfDecimal(Number(parts[0]));
  return /^Interval[A-Z]/.test(name) ? 8 : BYTES[name];
}

/** Versions of the dictionaries within a type, eight bytes each, which come before all data of the column. */
function skipPrefix(cursor: Cursor, type: string): void {
  const [, name = '', inner = ''] = /^(\w+)(?:\((.*)\))?$/s.exec(type) ?? [];
  if (name === 'LowCardinality') cursor.skip(8);
  else if (/^(?:Array|Map|Tuple|SimpleAggregateFunction)$/.test(name)) {
    for (const part of argumentsOf(inner)) skipPrefix(cursor, withoutName(part));
  }
}

/** Said by the flags of a dictionary: keys of its own follow, and how many bytes an index has, as a power of two. */
const HAS_KEYS = 0x200;
const INDEX_SIZE = 0xff;

/** Flags, the values that occur, then for each row which of them it has. */
function skipDictionary(cursor: Cursor, inner: string): void {
  const flags = cursor.long();
  if ((flags & HAS_KEYS) !== 0) skip(cursor, inner.replace(/^Nullable\((.*)\)$/, '$1'), cursor.long());
  cursor.skip(cursor.long() * 2 ** (flags & INDEX_SIZE));
}

/** Ends of the rows' arrays come first, then all their elements, part by part. */
function skipArray(cursor: Cursor, parts: readonly string[], rows: number): void {
  cursor.skip(8 * (rows - 1));
  const elements = cursor.long();
  if (elements > 0) for (const part of parts) skip(cursor, part, elements);
}

function bytesOfDecimal(digits: number): number {
  if (digits <= 9) return 4;
  if (digits <= 18) return 8;
  return digits <= 38 ? 16 : 32;
}

/** `a UInt8` of a named tuple; no type has a blank outside parentheses. */
function withoutName(part: string): string {
  return part.replace(/^(?:`(?:[^`\\]|\\.)*`|\w+) (?=\w)/, '');
}

/** What stands between the commas of a type, those in inner parentheses and quotes aside. */
function argumentsOf(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: piece, index } of text.matchAll(/'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[(),]/g)) {
    if (piece === '(') depth += 1;
    else if (piece === ')') depth -= 1;
    else if (piece === ',' && depth === 0) {
      found.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === '' ? found : [...found, last];
}

/** Reads on through bytes. @throws {Short} past their end */
class Cursor {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  skip(count: number): void {
    if (this.at + count > this.bytes.length) throw new Short();
    this.at += count;
  }

  /** Seven bits a byte, the lowest first. */
  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new Short();
      this.at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  text(): string {
    const length = this.number();
    const start = this.at;
    this.skip(length);
    return this.bytes.toString('utf8', start, this.at);
  }

  long(): number {
    const start = this.at;
    this.skip(8);
    return Number(this.bytes.readBigUInt64LE(start));
  }
}
