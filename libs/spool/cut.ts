/** Where a log is cut: whichever bound is met first at the end of a line. */
export interface CutBounds {
  /** Bytes after which a piece is closed. */
  readonly bytes: number;
  /** Lines after which a piece is closed. */
  readonly lines: number;
  /** Bytes a single line may have; a longer one is replaced by a stub that the ingest steps count as dropped. */
  readonly lineBytes: number;
}

/**
 * 32 MiB or 50,000 lines: large enough that a piece becomes one block and merges stay cheap, small enough that one
 * piece and everything parsed from it fit in about half a GiB.
 */
const CUT: CutBounds = { bytes: 32 << 20, lines: 50_000, lineBytes: 8 << 20 };

/** Some whole lines of a log, always the same ones for the same log and bounds. */
export interface Piece {
  /** Counted from 0. */
  readonly ordinal: number;
  /** Number of its first line in the log, counted from 1; blank lines count. */
  readonly firstLine: number;
  readonly lines: number;
  /** Lines with a newline at the end of each, the last one perhaps without. */
  readonly body: Buffer;
}

const NEWLINE = 0x0a;

/**
 * Cuts a log into pieces at line ends, whatever chunks it arrives in.
 *
 * When the log breaks off, every whole line before the break is handed on first; the broken one is not.
 *
 * @param bytes  the log, decompressed
 * @throws whatever `bytes` throws, after the last whole piece
 */
export async function* cut(bytes: AsyncIterable<Uint8Array>, bounds: CutBounds = CUT): AsyncGenerator<Piece> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let lines = 0;
  let firstLine = 1;
  let ordinal = 0;
  let tail: Uint8Array[] = [];
  let tailSize = 0;

  const close = (): Piece => {
    const piece = { ordinal, firstLine, lines, body: Buffer.concat(parts, size) };
    ordinal += 1;
    firstLine += lines;
    parts = [];
    size = 0;
    lines = 0;
    return piece;
  };
  const take = (line: readonly Uint8Array[], length: number) => {
    const stub = length > bounds.lineBytes ? Buffer.from(`!oversize ${length}\n`) : undefined;
    parts.push(...(stub === undefined ? line : [stub]));
    size += stub === undefined ? length : stub.length;
    lines += 1;
  };
  const keep = (rest: Uint8Array) => {
    // Beyond the bound only the length matters: the line will be a stub.
    if (tailSize <= bounds.lineBytes) tail.push(rest);
    tailSize += rest.length;
  };

  let fault: { readonly error: unknown } | undefined;
  const source = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      let step: IteratorResult<Uint8Array>;
      try {
        step = await source.next();
      } catch (error) {
        fault = { error };
        break;
      }
      if (step.done) break;
      const chunk = step.value;
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        const rest = chunk.subarray(start, end + 1);
        if (tailSize > 0) {
          keep(rest);
          take(tail, tailSize);
          tail = [];
          tailSize = 0;
        } else {
          take([rest], rest.length);
        }
        start = end + 1;
        if (size >= bounds.bytes || lines >= bounds.lines) yield close();
      }
      if (start < chunk.length) keep(Buffer.from(chunk.subarray(start)));
    }
  } finally {
    await source.return?.();
  }
  if (fault === undefined && tailSize > 0) take(tail, tailSize);
  if (lines > 0) yield close();
  if (fault !== undefined) throw fault.error;
}
