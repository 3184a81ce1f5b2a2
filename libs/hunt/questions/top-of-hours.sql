-- Which accounts or keys lead within a hunted window of whole hours, and how did each change against the window before?
--
-- grain   one row per value, the leading ones
-- window  [from, until) of the call's start, UTC, and [since, from) of equal length before it
-- cost    one pass over the roll-up's hours in both windows
SELECT
    hunted AS value,
    calls,
    accounts,
    tokens,
    cost_micro_usd,
    failed,
    calls_before,
    ranked,
    ranked_before,
    toUInt32(countIf(calls > 0) OVER ()) AS values_in_all,
    sum(calls) OVER () AS calls_in_all
FROM
(
    SELECT
        {{by}} AS hunted,
        sumIf(requests, is_now) AS calls,
        uniqExactIf(cityHash64(account), is_now) AS accounts,
        sumIf(input_tokens + output_tokens, is_now) AS tokens,
        sumIf(usage_hourly.cost_micro_usd, is_now) AS cost_micro_usd,
        sumIf(usage_hourly.failed, is_now) AS failed,
        sumIf(requests, NOT is_now) AS calls_before,
        {{ranked}} AS ranked,
        {{ranked_before}} AS ranked_before
    FROM
    (
        SELECT *, hour >= {from:DateTime64(3, 'UTC')} AS is_now
        FROM usage_hourly
        WHERE hour >= {since:DateTime64(3, 'UTC')} AND hour < {until:DateTime64(3, 'UTC')} AND {{filter}}
    ) AS usage_hourly
    GROUP BY hunted
)
ORDER BY {{order}}, value
LIMIT {most:UInt32}
