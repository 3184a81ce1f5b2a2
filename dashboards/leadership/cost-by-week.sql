-- How does the cost of misuse go from week to week?
--
-- grain   one row per week with a call of such an account
-- window  the range on screen, by hour of the call
-- cost    the hourly roll-up of the range
SELECT toDateTime(toStartOfWeek(hour, 1)) AS time, sum(cost_micro_usd) / 1e6 AS usd
FROM {{database}}.usage_hourly
WHERE $__timeFilter(hour) AND account GLOBAL IN (SELECT account FROM {{database}}.account_confirmed)
GROUP BY time
ORDER BY time
