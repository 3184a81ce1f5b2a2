import { z } from 'zod';

const count = z.number().int().nonnegative();

/** Numbers of 32 bits, four bytes each with the lowest first, in base64: as JSON an answer takes half as many bytes again. */
const numbers = z
  .string()
  .transform((text): Numbers => new Uint32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer));
export type Numbers = readonly number[] | Uint32Array;

const Sending = z
  .tuple([z.string(), z.string(), count, count, z.array(z.string()).min(1), count])
  .transform(([account, organization, day, beganAt, records, calls]) => ({
    account,
    /** Verified by the gateway; empty when unknown. */
    organization,
    /** Days since 1970, UTC. */
    day,
    /** First sending on this day, epoch seconds. */
    beganAt,
    /** Records of this text on this day in the order of time, 32 hex digits each. */
    records,
    /** Calls of any kind the account made in the window; 0 when it called before the window only. */
    calls,
  }));
export type Sending = z.infer<typeof Sending>;

/** One distinct text, links and numbers masked, that shares bands with others. */
export const Row = z.object({
  /** Template hash, 16 hex digits. */
  text: z.string(),
  part: z.enum(['prompt', 'completion']),
  /** Primary tag of BCP 47; empty when unsure. */
  language: z.string(),
  /** MinHash bands, 32-bit hashes. */
  bands: numbers,
  /** The smallest word hashes, ascending, at most 128. */
  words: numbers,
  sendings: z.array(Sending).min(1),
  /** First and last day of the window; earlier days are its past. */
  first_day: count,
  last_day: count,
  /** Day and records of the whole installation by turns, ascending by day; days without any are missing. Empty in all rows but one. */
  days: numbers,
});
export type Row = z.infer<typeof Row>;
