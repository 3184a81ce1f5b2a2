-- How did the hunted calls spread over a window?
--
-- grain   one row per stretch of `seconds` that holds any
-- window  [from, until) of the call's start, UTC
-- cost    one pass over the columns named, from the month on in which the earliest call may have been received
SELECT
    toUInt32(intDiv(toUnixTimestamp(at), {seconds:UInt32}) * {seconds:UInt32}) AS start_second,
    count() AS calls,
    uniqExact(cityHash64(account)) AS accounts,
    sum(toUInt64(input_tokens) + output_tokens) AS tokens,
    sum(usage.cost_micro_usd) AS cost_micro_usd,
    countIf(status >= 400) AS failed,
    countIf((finish_reason IN ('content_filter', 'refusal')) OR multiSearchAnyCaseInsensitive(error, ['content_filter', 'content_policy', 'contentpolicy', 'responsibleai'])) AS filtered
FROM usage
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
    -- No call is received more than a day before it starts.
    AND received_at >= {since:DateTime64(3, 'UTC')} - INTERVAL 2 DAY
    AND {{filter}}
GROUP BY start_second
ORDER BY start_second
