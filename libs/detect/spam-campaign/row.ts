import { z } from 'zod';

// Objects without a transformation are read in a third of the time that tuples take, and a week has many.
const Sending = z.object({
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
});

/** Looked at in one go, in a third of the time that a schema of each number takes: a week has hundreds of thousands. */
const numbers = (holds: (number: number) => boolean) =>
  z.custom<number[]>((value) => Array.isArray(value) && value.every((each) => Number.isFinite(each) && holds(each)));

/** One distinct text of the window, links and numbers masked. */
export const Row = z
  .object({
    /** Template hash, 16 hex digits. */
    text: z.string(),
    /** Its name within one answer. */
    number: z.number().int().nonnegative(),
    /** Completions speak for their records; prompts do so where no completion was logged. */
    part: z.enum(['prompt', 'completion']),
    /** Different texts before masking, at least 1. */
    wordings: z.number().int().positive(),
    /** Numbers of verified near copies; of each pair, one text alone names the other. */
    near: numbers(Number.isInteger),
    /** The Jaccard index of the two word sets for each of them, 0..1. */
    likenesses: numbers((likeness) => likeness >= 0 && likeness <= 1),
    senders: z.array(Sending).min(1),
  })
  .refine(({ near, likenesses }) => near.length === likenesses.length, {
    error: 'as many texts as likenesses',
    path: ['near'],
  });
export type Row = z.infer<typeof Row>;
export type Sending = Row['senders'][number];
