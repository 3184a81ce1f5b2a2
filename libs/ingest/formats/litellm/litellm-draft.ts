import { answered, asked, offeredTools } from '../conversation.js';
import { instantOf } from '../instant-of.js';
import { own, ownList, ownObject, ownText, type Parsed, parsed } from '../own.js';
import type { Draft } from '../record-line.js';

/** What `call_type` calls the operations that OpenTelemetry names otherwise; asynchronous forms start with an `a`. */
const OPERATIONS: Readonly<Record<string, string>> = {
  completion: 'chat',
  responses: 'chat',
  anthropic_messages: 'chat',
  text_completion: 'text_completion',
  embedding: 'embeddings',
  generate_content: 'generate_content',
  generate_content_stream: 'generate_content',
};

/**
 * A `StandardLoggingPayload` (BerriAI/litellm, `litellm/types/utils.py`) as a usage record.
 *
 * The account is the user whom the proxy found behind the key; keys without one are billed by their team, or by
 * themselves. `end_user` is what the caller wrote into the request, so it stays a claim.
 */
export function litellmDraft(payload: Parsed): Draft {
  const metadata = ownObject(payload, 'metadata');
  const parameters = ownObject(payload, 'model_parameters');
  const usage = ownObject(metadata, 'usage_object') ?? ownObject(ownObject(payload, 'hidden_params'), 'usage_object');
  const request = asked(own(payload, 'messages'));
  const response = answered(own(payload, 'response'));
  const result = outcome(payload);
  const key = own(metadata, 'user_api_key_hash');
  const team = ownText(metadata, 'user_api_key_team_id');
  const [start, end] = [own(payload, 'startTime'), own(payload, 'endTime')];
  return {
    id: own(payload, 'id') ?? own(payload, 'litellm_call_id'),
    at: instantOf(millisecondsOf(start)),
    // The hash of a key that nobody knows is whatever its caller made up.
    account: ownText(metadata, 'user_api_key_user_id') ?? team ?? (result.status === 401 ? undefined : key),
    organization: own(metadata, 'user_api_key_org_id'),
    project: own(metadata, 'user_api_key_project_id') ?? team,
    key,
    session: own(payload, 'session_id') ?? own(payload, 'trace_id'),
    end_user: own(payload, 'end_user') ?? own(metadata, 'user_api_key_end_user_id'),
    ip: own(payload, 'requester_ip_address') ?? own(metadata, 'requester_ip_address'),
    user_agent: own(payload, 'user_agent') ?? own(metadata, 'user_agent'),
    provider: own(payload, 'custom_llm_provider'),
    model: own(payload, 'model_group') || own(payload, 'model'),
    model_served: own(payload, 'model'),
    operation: operationOf(own(payload, 'call_type')),
    input_tokens: own(payload, 'prompt_tokens'),
    output_tokens: own(payload, 'completion_tokens'),
    cached_tokens:
      own(ownObject(usage, 'prompt_tokens_details'), 'cached_tokens') ?? own(usage, 'cache_read_input_tokens'),
    reasoning_tokens: own(ownObject(usage, 'completion_tokens_details'), 'reasoning_tokens'),
    cost_usd: own(payload, 'response_cost'),
    ...result,
    finish_reason: response.finish_reason,
    duration_ms: between(start, end),
    // Without streaming the proxy writes the end of the answer here.
    time_to_first_token_ms:
      own(payload, 'stream') === true ? between(start, own(payload, 'completionStartTime')) : undefined,
    temperature: own(parameters, 'temperature'),
    top_p: own(parameters, 'top_p'),
    max_tokens: own(parameters, 'max_completion_tokens') ?? own(parameters, 'max_tokens'),
    choices: own(parameters, 'n'),
    stream: own(payload, 'stream') ?? own(parameters, 'stream'),
    tools: [
      ...offeredTools(own(parameters, 'tools')),
      ...response.tools,
      own(ownObject(metadata, 'mcp_tool_call_metadata'), 'name'),
    ],
    system_prompt: request.system_prompt,
    prompt: request.prompt,
    completion: response.completion,
    guardrails: intervened(payload),
    deployment: own(payload, 'model_id') || undefined,
    x_request_tags: ownList(payload, 'request_tags').length === 0 ? undefined : own(payload, 'request_tags'),
    x_cache_hit: own(payload, 'cache_hit') === true ? true : undefined,
  };
}

function operationOf(callType: unknown): unknown {
  if (typeof callType !== 'string') return callType;
  for (const name of [callType, callType.replace(/^a/, '')])
    if (Object.hasOwn(OPERATIONS, name)) return OPERATIONS[name];
  return callType;
}

/** Status and error. The proxy writes the status of a failed call as text, when it knows one. */
function outcome(payload: Parsed): Draft {
  const error = ownObject(payload, 'error_information');
  if (own(payload, 'status') !== 'failure') return { status: 200 };
  const code = String(own(error, 'error_code') ?? '');
  return {
    status: /^[1-5]\d\d$/.test(code) ? Number(code) : undefined,
    error: ownText(error, 'error_class') ?? 'failure',
    limit_type: own(error, 'error_rate_limit_type'),
    // Whether the proxy itself or the vendor behind it set the limit.
    x_limit_category: own(error, 'error_rate_limit_category'),
  };
}

/** Categories of the guardrails that stepped in, or their names where they give none. */
function intervened(payload: Parsed): unknown[] {
  const given = own(payload, 'guardrail_information');
  const reports = (Array.isArray(given) ? given : [given]).map(parsed);
  return reports.flatMap((report) => {
    const status = own(report, 'guardrail_status');
    // Before 2025-10 the proxy wrote `failure` for an intervention.
    if (status !== 'guardrail_intervened' && status !== 'failure') return [];
    const categories = ownList(report, 'violation_categories');
    return categories.length > 0 ? categories : [own(report, 'guardrail_name')];
  });
}

/** Text of an instant in UTC that PostgreSQL wrote without saying so. */
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?$/;

/** Milliseconds since 1970 of seconds, fractional, or of a text. */
function millisecondsOf(value: unknown): number | undefined {
  // Doubles hold seconds to a quarter of a microsecond; a thousandth of a millisecond undoes what multiplying lost.
  if (typeof value === 'number') return Math.floor(value * 1_000 + 0.001);
  if (typeof value !== 'string') return undefined;
  const text = WITHOUT_ZONE.test(value) ? `${value.replace(' ', 'T')}Z` : value;
  const found = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(found) ? undefined : found;
}

function between(start: unknown, end: unknown): number | undefined {
  const [from, until] = [millisecondsOf(start), millisecondsOf(end)];
  return from === undefined || until === undefined ? undefined : until - from;
}
