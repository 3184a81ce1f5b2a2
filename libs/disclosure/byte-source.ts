/**
 * Where randomness comes from.
 *
 * Production hands in the operating system's generator; tests hand in scripted or seeded bytes. Nothing in this
 * folder can draw on its own.
 */
export interface ByteSource {
  /**
   * @param count  number of bytes, at least zero
   * @returns      that many independent uniform bytes, never the same ones twice
   */
  bytes(count: number): Uint8Array;
}
