/** What values can be ranked by. */
export const MEASURES = ['calls', 'accounts', 'tokens', 'cost_micro_usd', 'failed', 'limited', 'filtered'] as const;
export type Measure = (typeof MEASURES)[number];

const LIMITED =
  "((status = 429) OR startsWith(error, 'rate_limit') OR ((limit_type != '') AND ((status = 0) OR (status >= 400))))";
const FILTERED =
  "((finish_reason IN ('content_filter', 'refusal')) OR multiSearchAnyCaseInsensitive(error, ['content_filter', 'content_policy', 'contentpolicy', 'responsibleai']))";

type Sum = (when: string) => string;

/** Each measure over the calls for which a condition holds, from the calls themselves. */
export const OF_USAGE: Readonly<Record<Measure, Sum>> = {
  calls: (when) => `countIf(${when})`,
  accounts: (when) => `uniqExactIf(cityHash64(account), ${when})`,
  tokens: (when) => `sumIf(toUInt64(input_tokens) + output_tokens, ${when})`,
  cost_micro_usd: (when) => `sumIf(usage.cost_micro_usd, ${when})`,
  failed: (when) => `countIf(${when} AND status >= 400)`,
  limited: (when) => `countIf(${when} AND ${LIMITED})`,
  filtered: (when) => `countIf(${when} AND ${FILTERED})`,
};

/** The same from the roll-up of hours, which does not know what a filter stopped. */
export const OF_HOURS: Readonly<Record<Exclude<Measure, 'filtered'>, Sum>> = {
  calls: (when) => `sumIf(requests, ${when})`,
  accounts: (when) => `uniqExactIf(cityHash64(account), ${when})`,
  tokens: (when) => `sumIf(input_tokens + output_tokens, ${when})`,
  cost_micro_usd: (when) => `sumIf(usage_hourly.cost_micro_usd, ${when})`,
  failed: (when) => `sumIf(usage_hourly.failed, ${when})`,
  limited: (when) => `sumIf(usage_hourly.limited, ${when})`,
};

/** And from what is kept of texts, which says nothing of tokens, cost and outcome. */
export const OF_TEXTS: Readonly<Record<'calls' | 'accounts', Sum>> = {
  calls: OF_USAGE.calls,
  accounts: OF_USAGE.accounts,
};
