import { createDecipheriv, createHash } from 'node:crypto';

/** Bytes of AES-GCM's tag, which the engine puts behind the text. */
const TAG = 16;

/**
 * Opens a refused line.
 *
 * @param key      the installation's quarantine key, 32 bytes
 * @param segment  the segment it was refused in, and its line there: they make the nonce
 * @param sealed   AES-256-GCM of the line with its tag
 * @throws {Error} when the key is another one, or the line was tampered with
 */
export function unsealLine(key: Uint8Array, segment: string, line: number, sealed: Uint8Array): string {
  const nonce = createHash('sha256').update(`${segment}:${line}`).digest().subarray(0, 12);
  const open = createDecipheriv('aes-256-gcm', key, nonce);
  open.setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([open.update(sealed.subarray(0, -TAG)), open.final()]).toString();
}
