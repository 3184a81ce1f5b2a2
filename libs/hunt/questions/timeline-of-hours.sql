-- How did the hunted calls spread over a window of whole hours?
--
-- grain   one row per stretch of `seconds`, an hour or more, that holds any
-- window  [from, until) of the call's start, UTC
-- cost    one pass over the roll-up's hours in the window
SELECT
    toUInt32(intDiv(toUnixTimestamp(hour), {seconds:UInt32}) * {seconds:UInt32}) AS start_second,
    sum(requests) AS calls,
    uniqExact(cityHash64(account)) AS accounts,
    sum(input_tokens + output_tokens) AS tokens,
    sum(usage_hourly.cost_micro_usd) AS cost_micro_usd,
    sum(usage_hourly.failed) AS failed
FROM usage_hourly
WHERE hour >= {from:DateTime64(3, 'UTC')} AND hour < {until:DateTime64(3, 'UTC')} AND {{filter}}
GROUP BY start_second
ORDER BY start_second
