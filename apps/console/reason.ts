import { z } from 'zod';

/** Characters at most; beyond, nobody reads it and the page breaks. */
const LONGEST = 2_000;

/** What a person wrote: why, a question or a note. PostgreSQL keeps neither NUL nor half a surrogate pair. */
export const Reason = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST)
  .refine((text) => !text.includes('\0') && Buffer.from(text).toString() === text, {
    error: 'must be well-formed text without NUL',
  });
