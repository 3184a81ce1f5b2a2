import { z } from 'zod';
import { isReason, type Reason } from './reasons.js';

/** Bytes of UTF-8 a text may have; longer ones are cut by the gateway or refused here. */
const LONGEST_TEXT = 1_048_576;

/** Names in `tools` or `guardrails`, and categories in `moderation`, at most. */
const MOST_NAMES = 256;

/** Labels (`x_…`) one record may carry. */
const MOST_LABELS = 64;

/** Largest amount in dollars; beyond it micro-dollars no longer fit a double exactly. */
const LARGEST_AMOUNT = 1_000_000_000;

/** First instant that does not fit 32 bits of seconds with all of the year 2105: 2106-01-01. */
const END_OF_TIME = new Date('2106-01-01T00:00:00Z');

/** Kinds of network an operator may tell apart. */
const NETWORK_CLASSES = ['residential', 'mobile', 'hosting', 'vpn', 'tor', 'education', 'unknown'] as const;

/** RFC 3339 with a zone; up to nine digits of a second, stored to the millisecond. */
const INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const bytes = (value: string) => Buffer.byteLength(value);

const text = (most: number, least = 0) =>
  z.string().refine((value) => bytes(value) >= least && bytes(value) <= most, {
    error: `must have ${least} to ${most} bytes`,
    params: { reason: 'length' },
  });

const count = (most = 4_294_967_295) => z.number().int().min(0).max(most);

const amount = z.number().min(0).max(LARGEST_AMOUNT);

const names = z.array(text(256, 1)).max(MOST_NAMES);

const scores = z
  .custom<Record<string, number>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((score) => typeof score === 'number'),
    { error: 'must hold a number for each category', params: { reason: 'wrong_type' } },
  )
  .superRefine((found, context) => {
    const say = (reason: Reason, message: string) => context.addIssue({ code: 'custom', message, params: { reason } });
    const categories = Object.keys(found);
    if (categories.length > MOST_NAMES) say('too_many', `may hold at most ${MOST_NAMES} categories`);
    if (categories.some((category) => bytes(category) < 1 || bytes(category) > 256))
      say('length', 'category names have 1 to 256 bytes');
    if (!Object.values(found).every((score) => score >= 0 && score <= 1)) say('out_of_range', 'scores lie from 0 to 1');
  });

/** Milliseconds since the epoch of an RFC 3339 instant; NaN for anything else, 30 February included. */
function instantOf(value: string): number {
  if (!INSTANT.test(value)) return Number.NaN;
  const [year, month, day] = [value.slice(0, 4), value.slice(5, 7), value.slice(8, 10)].map(Number) as [
    number,
    number,
    number,
  ];
  // The calendar repeats after 400 years, and Date.UTC takes the years 0 to 99 for others.
  if (day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) return Number.NaN;
  // Digits beyond the millisecond are cut, not rounded, so that a call never moves into the next window.
  return Date.parse(value.replace(/(\.\d{3})\d+/, '$1'));
}

const instant = z.string().refine((value) => Number.isFinite(instantOf(value)), {
  error: 'must be an RFC 3339 instant with a zone, such as 2026-09-01T12:00:00Z',
  params: { reason: 'not_an_instant' },
});

/** A source is shown in lists, and a zero byte parts it from the id. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x1f\x7f]/;

/** What a source may be called; a key that writes usage is bound to one such name. */
export const SourceName = text(128, 1).refine((value) => !CONTROL.test(value), {
  error: 'must hold no control characters',
  params: { reason: 'control_character' },
});

const given = <T extends z.ZodType>(schema: T) => schema.nullish();

/** The fields of a usage record, in the order of the page that names them. */
const FIELDS = {
  /** The gateway or log that wrote it; with `id` the identity of the record. */
  source: SourceName,
  /** Unique within `source`; the first record of an id wins. */
  id: text(256, 1),
  /** When the call started. */
  at: instant,
  /** Verified billing account; stored as a pseudonym, as are the next ones. */
  account: text(256, 1),
  organization: given(text(256)),
  project: given(text(256)),
  key: given(text(256)),
  session: given(text(256)),
  conversation: given(text(256)),
  /** Claimed by the caller; never evidence by itself. */
  end_user: given(text(256)),
  safety_identifier: given(text(256)),
  /** IPv4 or IPv6; stored as keyed hashes of the address and of its /24 or /48. */
  ip: given(z.union([z.literal(''), z.ipv4(), z.ipv6()], { error: 'must be an IPv4 or IPv6 address' })),
  /** Number of the autonomous system. */
  asn: given(count()),
  /** ISO 3166-1 alpha-2, upper case. */
  country: given(z.string().regex(/^([A-Z]{2})?$/)),
  network_class: given(z.enum(['', ...NETWORK_CLASSES])),
  user_agent: given(text(512)),
  sdk: given(text(512)),
  client_fingerprint: given(text(512)),
  provider: given(text(256)),
  model: given(text(256)),
  model_served: given(text(256)),
  /** As in `gen_ai.operation.name`. */
  operation: given(text(256)),
  /** Tokens. */
  input_tokens: given(count()),
  output_tokens: given(count()),
  cached_tokens: given(count()),
  reasoning_tokens: given(count()),
  /** Dollars; stored as micro-dollars, rounded to the nearest. */
  cost_usd: given(amount),
  /** HTTP status the caller saw. */
  status: given(count(65_535)),
  error: given(text(256)),
  limit_type: given(text(256)),
  finish_reason: given(text(256)),
  /** Milliseconds. */
  duration_ms: given(count()),
  time_to_first_token_ms: given(count()),
  temperature: given(z.number().min(0).max(1_000)),
  top_p: given(z.number().min(0).max(1)),
  max_tokens: given(count()),
  choices: given(count(65_535)),
  stream: given(z.boolean()),
  /** Names of tools offered or called. */
  tools: given(names),
  /** Texts are fingerprinted on arrival and then dropped, unless retention is on. */
  system_prompt: given(text(LONGEST_TEXT)),
  prompt: given(text(LONGEST_TEXT)),
  completion: given(text(LONGEST_TEXT)),
  /** Classifier with its version; thresholds do not transfer between classifiers. */
  moderation_model: given(text(256)),
  /** Score by category. */
  moderation: given(scores),
  /** Categories a guardrail reported. */
  guardrails: given(names),
  plan: given(text(256)),
  account_created_at: given(z.union([z.literal(''), instant])),
  /** Dollars the account has really paid; "spent" is not "paid". */
  paid_usd: given(amount),
  payment_fingerprint: given(text(256)),
  /** Model release or experiment arm. */
  deployment: given(text(256)),
} as const;

/** Names of all fields, in order. */
export const FIELD_NAMES = Object.keys(FIELDS) as readonly (keyof typeof FIELDS)[];

const UNKNOWN = 'is not a field of a usage record; start its name with x_ to keep it as a label';

/** A label is any JSON value under a name of our users' own; its name has at most 128 bytes. */
const LABEL = /^x_/;

/**
 * The usage record as people and adapters write it: one API call.
 *
 * Unknown fields are refused by name unless they start with `x_`; null, and an empty text in a field of a fixed form,
 * stand for absent. The engine's own
 * extraction (`migrations/warehouse/0004_checked.sql`) accepts and refuses the same lines.
 *
 * @param latestAt  latest start of a call that is believed
 */
export function usageRecord(latestAt: Date) {
  const fields = z.looseObject(FIELDS).superRefine((record, context) => {
    const say = (field: string, reason: Reason, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message, params: { reason } });
    let labels = 0;
    for (const name of Object.keys(record)) {
      if (LABEL.test(name) && bytes(name) <= 128) labels += 1;
      else if (!Object.hasOwn(FIELDS, name)) say(name, 'unknown_field', UNKNOWN);
    }
    if (labels > MOST_LABELS) say('x_', 'too_many', `may be at most ${MOST_LABELS} labels`);
    const at = instantOf(record.at);
    if (at < 0 || at >= END_OF_TIME.getTime()) say('at', 'out_of_range', 'must lie from 1970 to 2105');
    else if (at > latestAt.getTime()) say('at', 'future', `must not lie after ${latestAt.toISOString()}`);
    const created = !record.account_created_at ? 0 : instantOf(record.account_created_at);
    if (created < 0 || created >= END_OF_TIME.getTime())
      say('account_created_at', 'out_of_range', 'must lie from 1970 to 2105');
  });
  // An object schema overlooks this one name, which JSON.parse makes a field like any other.
  return z.preprocess((value, context) => {
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__'))
      context.addIssue({ code: 'custom', path: ['__proto__'], message: UNKNOWN, params: { reason: 'unknown_field' } });
    return value;
  }, fields);
}

/** What is wrong with one field of a record. */
export interface UsageFault {
  readonly reason: Reason;
  readonly field: string;
  /** Says what the field must be. */
  readonly message: string;
}

/**
 * Names what `usageRecord` found wrong in the words the warehouse uses for a refused line.
 *
 * @param record  what was parsed
 * @param error   what came of it
 * @returns       at least one fault
 */
export function faultsOf(record: object, error: z.ZodError): UsageFault[] {
  return error.issues.map((issue) => {
    const field = String(issue.path[0] ?? '');
    if (field === 'account' && namesNobody(record)) return { reason: 'unknown_caller', field, message: NOBODY };
    return {
      reason: reasonOf(issue, Object.hasOwn(record, field) ? Reflect.get(record, field) : undefined),
      field,
      message: issue.message,
    };
  });
}

const NOBODY = 'is absent and the status is 401: the call is counted, not stored';

/** Whether the gateway turned the caller away without knowing an account. */
function namesNobody(record: { readonly account?: unknown; readonly status?: unknown }): boolean {
  return record.status === 401 && (record.account ?? '') === '';
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): Reason {
  const said = issue.code === 'custom' ? String(issue.params?.reason) : '';
  if (isReason(said)) return said;
  // Only a field that must be there is refused for being absent.
  if (value === null || value === undefined) return 'missing';
  if (issue.code === 'too_big' && issue.origin === 'array') return 'too_many';
  if (issue.code === 'too_big' || issue.code === 'too_small') return 'out_of_range';
  if (typeof value === 'number' && issue.code === 'invalid_type' && issue.expected !== 'string')
    return issue.expected === 'int' ? 'out_of_range' : 'wrong_type';
  if (typeof value !== 'string' || issue.code === 'invalid_type') return 'wrong_type';
  return issue.path[0] === 'ip' ? 'not_an_address' : 'not_a_code';
}
