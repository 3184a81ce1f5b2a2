import { createDecipheriv } from 'node:crypto';
import { z } from 'zod';
import type { Question } from '#usage/question';

const hex = z.string().regex(/^([0-9a-f]{2})+$/);
const Row = z.object({ pseudonym: hex, sealed_original: hex });

/** A pseudonym and what it stands for, encrypted. */
export type SealedName = z.infer<typeof Row>;

/** Bytes that AES-GCM adds to an original: its tag. */
const TAG = 16;

/** Names an original may bear; asked in the sealed room with `kind`, `bytes`, `after` and `most`. */
export const sealedNames: Question<SealedName> = { sql: new URL('./sealed-names.sql', import.meta.url), row: Row };

/** The original of one pseudonym, sealed; asked in the sealed room with `kind` and `pseudonym`. */
export const sealedName: Question<SealedName> = { sql: new URL('./sealed-name.sql', import.meta.url), row: Row };

/** Bytes of an original once it is sealed. */
export function sealedBytes(original: string): number {
  return Buffer.byteLength(original) + TAG;
}

/**
 * What a pseudonym stands for.
 *
 * @param key   the installation's identity key, 32 bytes
 * @param kind  of the subject; it is authenticated with the original
 * @throws {Error} when the key is another one
 */
export function unsealName(key: Uint8Array, kind: string, { pseudonym, sealed_original }: SealedName): string {
  const sealed = Buffer.from(sealed_original, 'hex');
  const open = createDecipheriv('aes-256-gcm', key, Buffer.from(pseudonym, 'hex').subarray(0, 12));
  open.setAAD(Buffer.from(kind)).setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([open.update(sealed.subarray(0, -TAG)), open.final()]).toString();
}
