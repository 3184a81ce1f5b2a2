import { z } from 'zod';

const count = z.number().int().nonnegative();

const Rendering = z
  .tuple([
    count,
    z.string().length(32),
    z.string(),
    count,
    count,
    z.array(count).max(8),
    z.array(count).max(4),
    z.array(count).max(64),
  ])
  .transform(([second, record, language, length, promotes, asked, answered, words]) => ({
    /** Start of the call, epoch seconds. */
    second,
    record,
    /** Of the answer, primary tag of BCP 47; empty when unsure or not logged. */
    language,
    /** Bytes of the answer; 0 when not logged. */
    length,
    /** 1 when the answer promotes a domain, mail address or telephone number. */
    promotes,
    /** MinHash bands of the prompt that another prompt of the account has too, up to the eight smallest: what shares one may be alike. */
    asked,
    /** Four MinHash bands of the answer; none when it was not logged. */
    answered,
    /** The 64 smallest word hashes of the prompt, ascending; fewer when it has fewer words. */
    words,
  }));
export type Rendering = z.infer<typeof Rendering>;

/** One account that says again what at least two others say. */
export const Row = z.object({
  account: z.string(),
  /** Verified by the gateway; empty when unknown. */
  organization: z.string(),
  /** Prompts of the account in the window, whatever they say. */
  prompts: count,
  /** Prompts of the account that are like another one of its own. */
  rendered: count,
  /** Up to 60 of those, drawn the same way every time. */
  renderings: z.array(Rendering).min(1),
});
export type Row = z.infer<typeof Row>;
