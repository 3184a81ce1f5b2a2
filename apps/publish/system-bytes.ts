import { randomBytes } from 'node:crypto';
import type { ByteSource } from '#disclosure/byte-source';

/** The operating system's generator: the only source of noise that is ever published. */
export const systemBytes: ByteSource = { bytes: (count) => randomBytes(count) };
