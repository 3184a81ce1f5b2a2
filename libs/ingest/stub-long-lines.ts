/** Bytes a line may have; the three texts of a record with every character escaped stay below it. */
export const LONGEST_LINE = 8 << 20;

const NEWLINE = 0x0a;

/**
 * Puts a stub with its length in place of each line that is too long, which the ingest steps count as dropped.
 *
 * @param body  whole lines, the last one perhaps without its end
 * @param most  bytes a line may have, its end included
 */
export function stubLongLines(body: Buffer, most = LONGEST_LINE): Buffer {
  const kept: Buffer[] = [];
  for (let start = 0; start < body.length; ) {
    const end = body.indexOf(NEWLINE, start);
    const next = end === -1 ? body.length : end + 1;
    const length = next - start;
    kept.push(length > most ? Buffer.from(`!oversize ${length}\n`) : body.subarray(start, next));
    start = next;
  }
  return Buffer.concat(kept);
}
