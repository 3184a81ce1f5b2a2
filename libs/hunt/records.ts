import { z } from 'zod';
import type { Asked } from './asked.js';
import { conditionOf } from './condition.js';
import type { Hunt } from './hunt.js';
import { HuntError } from './hunt-error.js';

const count = z.coerce.number().int().nonnegative();
const text = z.string();

const Row = z
  .object({
    record_name: text,
    at_second: z.number(),
    source: text,
    id: text,
    account: text,
    organization: text,
    project: text,
    key: text,
    session: text,
    conversation: text,
    end_user: text,
    safety_identifier: text,
    address: text,
    network: text,
    asn: count,
    country: text,
    network_class: text,
    user_agent: text,
    sdk: text,
    client_fingerprint: text,
    provider: text,
    model: text,
    model_served: text,
    operation: text,
    input_tokens: count,
    output_tokens: count,
    cached_tokens: count,
    reasoning_tokens: count,
    cost_micro_usd: count,
    status: count,
    error: text,
    limit_type: text,
    finish_reason: text,
    duration_ms: count,
    time_to_first_token_ms: count,
    temperature: z.number().nullable(),
    top_p: z.number().nullable(),
    max_tokens: count,
    choices: count,
    stream: z.boolean(),
    tools: z.array(text),
    system_prompt_hash: text,
    moderation_model: text,
    moderation: z.record(text, z.number()),
    guardrails: z.array(text),
    plan: text,
    account_created_second: count,
    paid_micro_usd: count,
    payment: text,
    deployment: text,
    labels: z.record(text, text),
  })
  .transform(({ record_name, at_second, account_created_second, ...same }) => ({
    record: record_name,
    at: new Date(Math.round(at_second * 1_000)),
    account_created_at: account_created_second === 0 ? null : new Date(account_created_second * 1_000),
    ...same,
  }));

/** A call as the warehouse keeps it: everything but its texts. */
export type HuntedRecord = z.infer<typeof Row>;

/** A place between two records, the latest first. */
export interface Place {
  readonly at: Date;
  /** 32 hex digits. */
  readonly record: string;
}

/**
 * Compiles "which calls are these", the latest first.
 *
 * @param most   records at most
 * @param after  where the page before ended; absent: the first page
 */
export function records(hunt: Hunt, most: number, after?: Place): Asked<HuntedRecord> {
  const { at, record } = after ?? { at: hunt.until, record: '0'.repeat(32) };
  return {
    question: {
      sql: new URL('./questions/records.sql', import.meta.url),
      row: Row,
      marks: { filter: conditionOf(hunt).sql },
    },
    parameters: { ...bounds(hunt), before: at, before_record: record, most },
    reads: 'usage',
  };
}

/** Compiles "how many calls are these". */
export function recordCount(hunt: Hunt): Asked<{ readonly records: number }> {
  return {
    question: {
      sql: new URL('./questions/record-count.sql', import.meta.url),
      row: z.object({ records: count }),
      marks: { filter: conditionOf(hunt).sql },
    },
    parameters: bounds(hunt),
    reads: 'usage',
  };
}

/**
 * Compiles "all of these calls, as a file".
 *
 * @param most  records at most
 */
export function exportedRecords(hunt: Hunt, most: number): Asked<Record<string, unknown>> {
  return {
    question: {
      sql: new URL('./questions/exported-records.sql', import.meta.url),
      row: z.record(z.string(), z.unknown()),
      marks: { filter: conditionOf(hunt).sql },
    },
    parameters: { ...bounds(hunt), most },
    reads: 'usage',
  };
}

/** Writes a place as text that `parsePlace` reads back. */
export function printPlace({ at, record }: Place): string {
  return Buffer.from(`${at.getTime()} ${record}`).toString('base64url');
}

/** @throws {HuntError} when the text is none of ours */
export function parsePlace(text: string): Place {
  const [, at, record] = /^(\d{1,13}) ([0-9a-f]{32})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (at === undefined || record === undefined) {
    throw new HuntError('cursor', 'is none of ours', 'take next_cursor of the page before');
  }
  return { at: new Date(Number(at)), record };
}

function bounds(hunt: Hunt) {
  return { ...conditionOf(hunt).parameters, from: hunt.from, until: hunt.until, since: hunt.from };
}
