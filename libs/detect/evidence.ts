import { z } from 'zod';
import type { Question } from '#usage/question';

const count = z.number().int().nonnegative();

const Row = z
  .object({
    record_name: z.string(),
    at_second: z.number(),
    account: z.string(),
    key: z.string(),
    model: z.string(),
    operation: z.string(),
    status: count,
    error: z.string(),
    finish_reason: z.string(),
    input_tokens: count,
    output_tokens: count,
  })
  .transform(({ record_name, at_second, finish_reason, input_tokens, output_tokens, ...same }) => ({
    record: record_name,
    at: new Date(Math.round(at_second * 1_000)),
    ...same,
    finishReason: finish_reason,
    inputTokens: input_tokens,
    outputTokens: output_tokens,
  }));

/** A call that a finding shows as evidence. */
export type Evidence = z.infer<typeof Row>;

/** The calls behind a finding, as far as retention has left them; text is never among it. */
export const evidence: Question<Evidence> = { sql: new URL('./evidence.sql', import.meta.url), row: Row };
