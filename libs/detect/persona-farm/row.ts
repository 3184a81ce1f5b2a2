import { z } from 'zod';

const count = z.number().int().nonnegative();

const Persona = z
  .tuple([count, count, z.array(count), z.array(count).length(3), z.string().length(32)])
  .transform(([name, calls, minutes, output, record]) => ({
    /** 32-bit hash of the claimed identifier. */
    name,
    calls,
    /** Minutes of its calls since the window's start, ascending. */
    minutes,
    /** Tokens of its answers: what one in ten, half, and nine in ten do not exceed; 0 where not logged. */
    output: output as unknown as readonly [number, number, number],
    /** Its first call in the window. */
    record,
  }));
export type Persona = z.infer<typeof Persona>;

/** One key behind which claimed users come back day after day. */
export const Row = z.object({
  account: z.string(),
  /** Empty where the log names none. */
  key: z.string(),
  /** Verified by the gateway; empty when unknown. */
  organization: z.string(),
  /** Claimed users of the key, and the calls that name one. */
  users: count,
  calls: count,
  /** Up to 300 of those who called on four days or more, two to 48 times a day. */
  returning: z.array(Persona),
  /** Prompts of the key, and the most of them that share one of eight bands; 0 where texts are not logged. */
  prompts: count,
  alike: count,
});
export type Row = z.infer<typeof Row>;
