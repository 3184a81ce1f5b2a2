import { z } from 'zod';

/** Looked at in one go, in a third of the time that a schema of each number takes: a week has hundreds of thousands. */
const numbers = (holds: (number: number) => boolean) =>
  z.custom<number[]>((value) => Array.isArray(value) && value.every((each) => Number.isFinite(each) && holds(each)));

/** What one account sent of one distinct text of the window, links and numbers masked. */
export const Row = z
  .object({
    /** The text's name within one answer. */
    number: z.number().int().nonnegative(),
    /** Completions speak for their records; prompts do so where no completion was logged. */
    part: z.enum(['prompt', 'completion']),
    /** Hashes of what it said before masking. */
    wordings: numbers(Number.isInteger),
    /** Numbers of verified near copies; of each pair, one text alone names the other, in the row of one of its senders. */
    near: numbers(Number.isInteger),
    /** The Jaccard index of the two word sets for each of them, 0..1. */
    likenesses: numbers((likeness) => likeness >= 0 && likeness <= 1),
    account: z.string(),
    /** Verified by the gateway; empty when unknown. */
    organization: z.string(),
    /** Texts of any kind the account wrote in the window. */
    written: z.number().int().positive(),
    /** First sending of this text, epoch seconds. */
    began: z.number().int().nonnegative(),
    /** Records of this text in the order of time, 32 hex digits each. */
    records: z.array(z.string()).min(1),
    /** Pseudonyms of domains and contacts. */
    promoted: z.array(z.string()),
  })
  .refine(({ near, likenesses }) => near.length === likenesses.length, {
    error: 'as many texts as likenesses',
    path: ['near'],
  });
export type Row = z.infer<typeof Row>;
