import { own, ownObject, type Parsed } from '../own.js';

/** Columns that hold JSON, which an export may give as text. */
const JSON_COLUMNS = ['metadata', 'request_tags', 'messages', 'response', 'proxy_server_request'];

/**
 * A row of `LiteLLM_SpendLogs` in the shape of the payload that the proxy made it from.
 *
 * What has no column of its own, such as the error of a failed call, lies in the row's metadata.
 */
export function payloadOfSpendLog(row: Parsed): Parsed {
  const read: Record<string, unknown> = { ...row };
  for (const name of JSON_COLUMNS) read[name] = unpacked(own(row, name));
  const metadata = ownObject(read, 'metadata');
  const request = ownObject(read, 'proxy_server_request');
  const first = (name: string, column: string) => own(metadata, name) ?? (own(row, column) || undefined);
  return {
    ...read,
    id: own(row, 'request_id'),
    response_cost: own(row, 'spend'),
    status: own(row, 'status') ?? own(metadata, 'status'),
    messages: filled(read.messages) ?? request,
    response: filled(read.response),
    model_parameters: own(metadata, 'model_parameters') ?? request,
    stream: own(request, 'stream'),
    error_information: own(metadata, 'error_information'),
    guardrail_information: own(metadata, 'guardrail_information'),
    metadata: {
      ...metadata,
      user_api_key_hash: first('user_api_key', 'api_key'),
      user_api_key_user_id: first('user_api_key_user_id', 'user'),
      user_api_key_team_id: first('user_api_key_team_id', 'team_id'),
      user_api_key_org_id: first('user_api_key_org_id', 'organization_id'),
    },
  };
}

function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** The proxy writes `{}` where it was told to keep no texts. */
function filled(value: unknown): unknown {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
    ? undefined
    : (value ?? undefined);
}
