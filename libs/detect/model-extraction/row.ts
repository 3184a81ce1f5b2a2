import { z } from 'zod';

const count = z.number().int().nonnegative();

/** What accounts may have in common, in the order of the question. */
export const TRAITS = ['payment', 'network', 'client fingerprint', 'sign-up hour'] as const;

/** One account whose answers are long. */
export const Row = z.object({
  account: z.string(),
  /** Verified by the gateway; empty when unknown. */
  organization: z.string(),
  /** 1 once it has paid anything. */
  is_paying: count,
  /** Days from sign-up to the window's end; -1 when unknown. */
  age: z.number().int().min(-1),
  /** 32-bit hashes in the order of `TRAITS`, 0 when unknown. */
  traits: z.array(count).length(TRAITS.length),
  /** Calls with its commonest temperature, top_p and longest answer together, and their 32-bit hash; 0 when none is set. */
  usual_settings: z.tuple([count, count]),
  /** Served calls. */
  calls: count,
  /** Commonest system prompt, 16 hex digits; all 0 when none is logged. */
  system_prompt: z.string(),
  /** Days since the window's start, calls; ascending, days without calls left out. */
  calls_by_day: z.array(z.tuple([count, count])),
  /** Hours of the day with a call, bit 0 is the hour after midnight UTC. */
  hours: count,
  /** Tokens of a call, mean. */
  input: count,
  output: count,
  /** First call, epoch seconds. */
  began: count,
  /** First records, 32 hex digits each. */
  evidence: z.array(z.string()),
  /** Prompts looked at, 0 when none is logged, and how many differ. */
  prompts: count,
  different: count,
  /** The 64 smallest hashes of its prompts, ascending. */
  sample: z.array(count),
  /** Words, as 32-bit hashes, that three of four of its prompts have. */
  skeleton: z.array(count),
  /** All other words of those prompts, and the share of them that another prompt has too, 0..1. */
  other_words: count,
  repeated: z.number(),
});
export type Row = z.infer<typeof Row>;
