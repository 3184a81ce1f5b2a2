/** A column of a block as a client of ClickHouse's native protocol reads it. */
export interface NativeColumn {
  readonly name: string;
  readonly type: string;
  readonly values: readonly unknown[];
}

/**
 * Reads what is sent in the format Native to a client that has named its protocol version.
 *
 * After `Block.Decode` of clickhouse-go, `lib/proto/block.go`, at a revision of 54454 or later.
 *
 * @returns blocks in their order, each by column
 * @throws {TypeError} where that driver would give up
 */
export function nativeBlocks(bytes: Buffer): NativeColumn[][] {
  const reader = new Reader(bytes);
  const blocks: NativeColumn[][] = [];
  while (!reader.isAtEnd) {
    blockInfo(reader);
    const columns = reader.number();
    const rows = reader.number();
    blocks.push(
      Array.from({ length: columns }, () => {
        const name = reader.text();
        const type = reader.text();
        if (reader.take(1)[0] !== 0) throw new TypeError(`custom serialization for column ${name}`);
        if (rows > 0 && type.startsWith('LowCardinality')) reader.take(8);
        return { name, type, values: rows === 0 ? [] : values(reader, type, rows) };
      }),
    );
  }
  return blocks;
}

function blockInfo(reader: Reader): void {
  const numbers = [reader.number(), reader.take(1)[0], reader.number(), reader.take(4).readInt32LE(), reader.number()];
  if (numbers.join() !== '1,0,2,-1,0') throw new TypeError(`block info ${numbers}`);
}

function values(reader: Reader, type: string, rows: number): unknown[] {
  const [, name = '', inner = ''] = /^(\w+)(?:\((.*)\))?$/.exec(type) ?? [];
  const each = (read: () => unknown) => Array.from({ length: rows }, read);
  switch (name) {
    case 'UInt8':
      return each(() => reader.take(1).readUInt8());
    case 'UInt32':
    case 'DateTime':
      return each(() => reader.take(4).readUInt32LE());
    case 'UInt64':
      return each(() => reader.take(8).readBigUInt64LE());
    case 'DateTime64':
    case 'Int64':
      return each(() => reader.take(8).readBigInt64LE());
    case 'Float64':
      return each(() => reader.take(8).readDoubleLE());
    case 'String':
      return each(() => reader.text());
    case 'Nullable': {
      const missing = each(() => reader.take(1)[0]);
      return values(reader, inner, rows).map((value, row) => (missing[row] === 1 ? null : value));
    }
    case 'LowCardinality': {
      const flags = Number(reader.take(8).readBigUInt64LE());
      if (flags !== 0x600) throw new TypeError(`a dictionary of flags ${flags}`);
      const keys = values(reader, inner, Number(reader.take(8).readBigUInt64LE()));
      const indexes = reader.take(Number(reader.take(8).readBigUInt64LE()));
      return [...indexes].map((index) => keys[index]);
    }
    case 'Array': {
      const ends = each(() => Number(reader.take(8).readBigUInt64LE())) as number[];
      const elements = values(reader, inner, ends.at(-1) ?? 0);
      return ends.map((end, row) => elements.slice(row === 0 ? 0 : ends[row - 1], end));
    }
  }
  throw new TypeError(`nativeBlocks requires a type it knows, got ${type}`);
}

class Reader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  take(count: number): Buffer {
    const taken = this.bytes.subarray(this.#at, this.#at + count);
    if (taken.length < count) throw new TypeError('the answer ends within a block');
    this.#at += count;
    return taken;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.take(1)[0] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  text(): string {
    return this.take(this.number()).toString('utf8');
  }
}
