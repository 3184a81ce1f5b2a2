import { z } from 'zod';

/** Characters at most; beyond, nobody reads it and the page breaks. */
const LONGEST = 2_000;

/** Text a person wrote; PostgreSQL keeps neither NUL nor half a surrogate pair. */
export const PlainText = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST)
  .refine((text) => !text.includes('\0') && Buffer.from(text).toString() === text, {
    error: 'must be well-formed text without NUL',
  });

/** Why, in words another person can check. */
export const Reason = PlainText;
