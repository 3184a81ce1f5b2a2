import { z } from 'zod';

const count = z.number().int().nonnegative();

/** One call with a logged prompt. */
const Asked = z
  .tuple([count, z.enum(['filtered', 'failed', 'answered']), count, count, z.array(count), z.string()])
  .transform(([second, end, wording, template, words, record]) => ({
    /** Since the window's start. */
    second,
    /** Whether a filter stopped it or the model refused; whether it failed for another reason. */
    end,
    /** 32-bit hash of the text as logged. */
    wording,
    /** 32-bit hash of the text without its links, numbers and disguised letters. */
    template,
    /** The 64 smallest word hashes, ascending; empty once they are no longer kept. */
    words,
    /** 32 hex digits. */
    record,
  }));
export type Asked = z.infer<typeof Asked>;

/** One account that is filtered or refused again and again. */
export const Row = z.object({
  account: z.string(),
  /** A paying organisation of 90 days or more. */
  is_established: count,
  /** Calls with a logged prompt. */
  calls: count,
  /** In the order of time, the first 2,000. */
  asked: z.array(Asked),
});
export type Row = z.infer<typeof Row>;
