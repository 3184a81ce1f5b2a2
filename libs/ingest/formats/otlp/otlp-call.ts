import { answered, asked, offeredTools, textOf } from '../conversation.js';
import type { OtlpMapping } from '../otlp-mapping.js';
import { own, type Parsed } from '../own.js';
import type { Draft } from '../record-line.js';
import type { Attributes } from './otlp-attributes.js';

/** Where attributes of one span or log record are found. */
export interface Surroundings {
  /** Of the span, or of the log record. */
  readonly span: Attributes;
  readonly scope: Attributes;
  readonly resource: Attributes;
  /** Of the span's events, where older writers put the texts. */
  readonly events: readonly Attributes[];
}

/** Operations that are one call of a model. Others plan, search or run tools around such calls. */
const CALLS = ['chat', 'generate_content', 'text_completion', 'embeddings'];

/** SpanKind of a span that calls somewhere else. */
const CLIENT = 3;

/** What writers older than `gen_ai.operation.name` called their operations. */
const LEGACY_OPERATIONS: Readonly<Record<string, string>> = {
  chat: 'chat',
  completion: 'text_completion',
  embedding: 'embeddings',
};

/**
 * Whether a span is a call of a model: a usage record. Everything else is ignored.
 *
 * `invoke_agent` counts only where the agent lives elsewhere (a client span): inside one process its model calls are
 * spans of their own, and the tokens would count twice.
 *
 * @returns the operation, empty when an old writer names none; undefined for what is no call
 */
export function modelCall(span: Attributes, kind: unknown): string | undefined {
  const operation = span.text('gen_ai.operation.name');
  if (operation !== undefined) {
    if (operation === 'invoke_agent' && (kind === CLIENT || kind === 'SPAN_KIND_CLIENT')) return operation;
    return CALLS.includes(operation) ? operation : undefined;
  }
  if (span.first('gen_ai.system', 'gen_ai.provider.name') === undefined) return undefined;
  if (span.first('gen_ai.request.model') === undefined) return undefined;
  const legacy = span.text('llm.request.type') ?? '';
  return Object.hasOwn(LEGACY_OPERATIONS, legacy) ? LEGACY_OPERATIONS[legacy] : '';
}

/** What both generations of `gen_ai.*` say of a call, and what the mapping finds around it. */
export function draftOf(at: Surroundings, operation: string, mapping: OtlpMapping): Draft {
  const { span } = at;
  const draft: Draft = {
    provider: span.first('gen_ai.provider.name', 'gen_ai.system'),
    model: span.first('gen_ai.request.model'),
    model_served: span.first('gen_ai.response.model'),
    operation: operation === '' ? undefined : operation,
    input_tokens: span.first('gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'),
    output_tokens: span.first('gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'),
    cached_tokens: span.first('gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_read_input_tokens'),
    reasoning_tokens: span.first('gen_ai.usage.reasoning.output_tokens', 'gen_ai.usage.reasoning_tokens'),
    cost_usd: span.first('gen_ai.usage.cost'),
    time_to_first_token_ms: millisecondsOf(span.first('gen_ai.response.time_to_first_chunk')),
    temperature: span.first('gen_ai.request.temperature'),
    top_p: span.first('gen_ai.request.top_p'),
    max_tokens: span.first('gen_ai.request.max_tokens'),
    choices: span.first('gen_ai.request.choice.count'),
    stream: span.first('gen_ai.request.stream', 'llm.is_streaming'),
    ...said(at),
  };
  for (const [field, places] of mapping) {
    for (const { of, name } of places) {
      const found = at[of].text(name);
      if (found === undefined) continue;
      draft[field] = found;
      break;
    }
  }
  return draft;
}

const millisecondsOf = (seconds: unknown) => (typeof seconds === 'number' ? Math.floor(seconds * 1_000) : undefined);

/** Texts, finish reason and tools, from attributes of the call or, failing that, of its events. */
function said(at: Surroundings): Draft {
  const find = (...names: readonly string[]) => {
    for (const attributes of [at.span, ...at.events]) {
      const value = attributes.first(...names);
      if (value !== undefined) return structured(value);
    }
    return undefined;
  };
  const request = asked(find('gen_ai.input.messages', 'gen_ai.prompt') ?? numbered(at.span, 'gen_ai.prompt'));
  const response = answered(
    find('gen_ai.output.messages', 'gen_ai.completion') ?? numbered(at.span, 'gen_ai.completion'),
  );
  const reasons = at.span.first('gen_ai.response.finish_reasons', 'gen_ai.response.finish_reason');
  const reason = Array.isArray(reasons) ? reasons[0] : reasons;
  const offered = offeredTools(find('gen_ai.tool.definitions'));
  return {
    finish_reason: reason ?? response.finish_reason,
    tools: [...offered, ...response.tools],
    system_prompt: textOf(find('gen_ai.system_instructions')) ?? request.system_prompt,
    prompt: request.prompt,
    completion: response.completion,
  };
}

/** A value that writers may also give as a text of JSON; any other text is itself. */
function structured(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Messages that one message may have been spread over: `PREFIX.0.role`, `PREFIX.0.content`, and so on. */
const MOST_NUMBERED = 1_000;

function numbered(span: Attributes, prefix: string): unknown {
  const messages: object[] = [];
  for (let n = 0; n < MOST_NUMBERED; n += 1) {
    const content = structured(span.get(`${prefix}.${n}.content`));
    const role = span.text(`${prefix}.${n}.role`);
    if (content === undefined && role === undefined) break;
    messages.push({ role, content, finish_reason: span.text(`${prefix}.${n}.finish_reason`) });
  }
  return messages.length === 0 ? undefined : messages;
}

/** Classes of errors that the providers' own libraries define by an HTTP status. */
const STATUS_OF_CLASS: Readonly<Record<string, number>> = {
  BadRequestError: 400,
  AuthenticationError: 401,
  PermissionDeniedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  UnprocessableEntityError: 422,
  RateLimitError: 429,
  InternalServerError: 500,
};

/** StatusCode of a span that failed. */
const ERROR = 2;

/**
 * The outcome of a call. `error.type` must be there when it failed, so a call without it succeeded; of a failed one the
 * status is unknown unless an attribute, a numeric error or the error's class tells.
 *
 * The message of a span's status is left where it is: it repeats what was sent.
 *
 * @param status  of the span; log records have none
 */
export function outcome(span: Attributes, status: Parsed | undefined): Draft {
  const error = span.text('error.type');
  const given = span.first('http.response.status_code', 'http.status_code');
  const code = own(status, 'code');
  if (error === undefined && code !== ERROR && code !== 'STATUS_CODE_ERROR') return { status: given ?? 200 };
  const numeric = error !== undefined && /^[1-5]\d\d$/.test(error) ? Number(error) : undefined;
  const className = error?.slice(error.lastIndexOf('.') + 1) ?? '';
  const known = Object.hasOwn(STATUS_OF_CLASS, className) ? STATUS_OF_CLASS[className] : undefined;
  return { status: given ?? numeric ?? known, error: error ?? 'error' };
}
