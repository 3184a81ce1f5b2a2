-- Which values of a field lead within a hunted window, and how did each change against the window before?
--
-- grain   one row per value, the leading ones
-- window  [from, until) of the call's start, UTC, and [since, from) of equal length before it
-- cost    one pass over the columns named, from the month on in which the earliest call may have been received
SELECT
    toString(hunted) AS value,
    calls,
    accounts,
    tokens,
    cost_micro_usd,
    failed,
    filtered,
    calls_before,
    ranked,
    ranked_before,
    toUInt32(countIf(calls > 0) OVER ()) AS values_in_all,
    sum(calls) OVER () AS calls_in_all
FROM
(
    SELECT
        {{by}} AS hunted,
        countIf(is_now) AS calls,
        uniqExactIf(cityHash64(account), is_now) AS accounts,
        sumIf(toUInt64(input_tokens) + output_tokens, is_now) AS tokens,
        sumIf(usage.cost_micro_usd, is_now) AS cost_micro_usd,
        countIf(is_now AND status >= 400) AS failed,
        countIf(is_now AND ((finish_reason IN ('content_filter', 'refusal')) OR multiSearchAnyCaseInsensitive(error, ['content_filter', 'content_policy', 'contentpolicy', 'responsibleai']))) AS filtered,
        countIf(NOT is_now) AS calls_before,
        {{ranked}} AS ranked,
        {{ranked_before}} AS ranked_before
    FROM
    (
        SELECT *, at >= {from:DateTime64(3, 'UTC')} AS is_now
        FROM usage
        WHERE at >= {since:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
            -- No call is received more than a day before it starts.
            AND received_at >= {since:DateTime64(3, 'UTC')} - INTERVAL 2 DAY
            AND {{filter}}
    ) AS usage
    GROUP BY hunted
)
ORDER BY {{order}}, value
LIMIT {most:UInt32}
