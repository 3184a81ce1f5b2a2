/**
 * What the values of a field are, which decides how it may be asked for.
 *
 * `name`: a pseudonym, or empty. `share`: a number that may be absent. `names`: a list. `scores` and `labels`: by key.
 */
export type FieldKind =
  | 'text'
  | 'name'
  | 'number'
  | 'share'
  | 'flag'
  | 'names'
  | 'scores'
  | 'labels'
  | 'instant'
  | 'hash';

/** A field that a hunt may ask for. */
export interface Field {
  readonly kind: FieldKind;
  readonly meaning: string;
  /** Largest value a number may have; its column holds no larger one. */
  readonly most?: number;
  /** Whether it is kept of a call's texts, in another table than the call itself. */
  readonly ofText?: true;
}

const UINT16 = 65_535;
const UINT32 = 4_294_967_295;

const text = (meaning: string): Field => ({ kind: 'text', meaning });
const name = (meaning: string): Field => ({ kind: 'name', meaning });
const number = (meaning: string, most = UINT32): Field => ({ kind: 'number', meaning, most });
const share = (meaning: string): Field => ({ kind: 'share', meaning });
const names = (meaning: string): Field => ({ kind: 'names', meaning });

/** Every field a hunt may ask for, by the name of its column; a closed list, so that no name of a caller gets into SQL. */
export const FIELDS = {
  source: text('gateway or log that wrote the record'),
  id: text('id of the call within its source'),
  account: name('verified billing account'),
  organization: name('verified organisation'),
  project: name('verified project'),
  key: name('verified API key'),
  session: name('session'),
  conversation: name('conversation'),
  end_user: name('user the caller claims to act for'),
  safety_identifier: name('safety identifier the caller claims'),
  address: name('address of the caller'),
  network: name('/24 or /48 of the address'),
  asn: number('autonomous system'),
  country: text('two capitals of ISO 3166-1'),
  network_class: text('residential, mobile, hosting, vpn, tor, education or unknown'),
  user_agent: text('user agent'),
  sdk: text('client library'),
  client_fingerprint: text('fingerprint of the client, such as JA4'),
  provider: text('provider of the model'),
  model: text('model asked for'),
  model_served: text('model that answered'),
  operation: text('kind of call, such as chat'),
  input_tokens: number('tokens sent'),
  output_tokens: number('tokens answered'),
  cached_tokens: number('tokens read from a cache'),
  reasoning_tokens: number('tokens of reasoning'),
  cost_micro_usd: number('micro-dollars', Number.MAX_SAFE_INTEGER),
  status: number('HTTP status the caller saw', UINT16),
  error: text('error the caller was told'),
  limit_type: text('limit that refused the call'),
  finish_reason: text('why the answer ended, such as content_filter'),
  duration_ms: number('milliseconds'),
  time_to_first_token_ms: number('milliseconds'),
  temperature: share('sampling temperature'),
  top_p: share('nucleus sampling'),
  max_tokens: number('longest answer asked for, tokens; 0 when not said'),
  choices: number('answers asked for', UINT16),
  stream: { kind: 'flag', meaning: 'whether the answer was streamed' },
  tools: names('tools offered or called'),
  system_prompt_hash: { kind: 'hash', meaning: 'keyed hash of the system prompt; 0 when there is none' },
  moderation_model: text('classifier of the scores'),
  moderation: { kind: 'scores', meaning: 'scores by category, 0 to 1; without a category the highest' },
  guardrails: names('categories a guardrail reported'),
  plan: text('plan of the account'),
  account_created_at: { kind: 'instant', meaning: 'when the account was made' },
  paid_micro_usd: number('micro-dollars the account has paid', Number.MAX_SAFE_INTEGER),
  payment: name('means of payment'),
  deployment: text('release or experiment arm'),
  labels: { kind: 'labels', meaning: 'what the log calls x_…, by that name' },
  language: { kind: 'text', meaning: 'language of a text of the call, such as de', ofText: true },
  domains: { kind: 'names', meaning: 'domains a text of the call promotes, as pseudonyms', ofText: true },
  contacts: { kind: 'names', meaning: 'addresses and numbers a text promotes, as pseudonyms', ofText: true },
  template_hash: { kind: 'hash', meaning: 'keyed hash of a text without its masked words', ofText: true },
  exact_hash: { kind: 'hash', meaning: 'keyed hash of a whole text', ofText: true },
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof FIELDS;

/** What is known of a field. */
export function fieldOf(name: FieldName): Field {
  return FIELDS[name];
}

/** Whether a word names a field. */
export function isFieldName(word: string): word is FieldName {
  return Object.hasOwn(FIELDS, word);
}

/** How a field of each kind may be compared with values. */
export const OPERATORS = {
  text: ['is', 'is_not', 'contains', 'starts_with'],
  name: ['is', 'is_not'],
  number: ['is', 'is_not', 'from', 'below'],
  share: ['is', 'is_not', 'from', 'below'],
  flag: ['is'],
  names: ['has', 'has_not'],
  scores: ['from', 'below'],
  labels: ['is', 'is_not', 'contains', 'starts_with'],
  instant: ['from', 'below'],
  hash: ['is', 'is_not'],
} as const satisfies Readonly<Record<FieldKind, readonly string[]>>;

export type Operator = (typeof OPERATORS)[FieldKind][number];
