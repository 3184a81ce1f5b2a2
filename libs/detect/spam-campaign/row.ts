import { z } from 'zod';

const Link = z.tuple([z.string(), z.number().min(0).max(1)]).transform(([text, likeness]) => ({ text, likeness }));

const Sending = z
  .tuple([
    z.string(),
    z.string(),
    z.number().int().positive(),
    z.number().int().nonnegative(),
    z.array(z.string()).min(1),
    z.array(z.string()),
  ])
  .transform(([account, organization, written, beganAt, records, promoted]) => ({
    account,
    /** Verified by the gateway; empty when unknown. */
    organization,
    /** Texts of any kind the account wrote in the window. */
    written,
    /** First sending of this text, epoch seconds. */
    beganAt,
    /** Records of this text in the order of time, 32 hex digits each. */
    records,
    /** Pseudonyms of domains and contacts. */
    promoted,
  }));

/** One distinct text of the window, links and numbers masked. */
export const Row = z.object({
  /** Template hash, 16 hex digits. */
  text: z.string(),
  /** Completions speak for their records; prompts do so where no completion was logged. */
  part: z.enum(['prompt', 'completion']),
  /** Different texts before masking, at least 1. */
  wordings: z.number().int().positive(),
  /** Verified near copies with the Jaccard index of the two word sets, 0..1. */
  links: z.array(Link),
  senders: z.array(Sending).min(1),
});
export type Row = z.infer<typeof Row>;
export type Sending = Row['senders'][number];
