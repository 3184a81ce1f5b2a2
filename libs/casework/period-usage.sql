-- How many accounts called in a period, and what did their calls cost?
--
-- grain   one row per period, named by whether it is the later one
-- window  whole hours that begin in [from, until), UTC; the later period begins at since
-- cost    the roll-up by hour
SELECT
    hour >= {since:DateTime('UTC')} AS is_now,
    toUInt32(uniqExact(account)) AS accounts,
    toFloat64(sum(requests)) AS calls,
    toFloat64(sum(cost_micro_usd)) AS cost
FROM usage_hourly
WHERE hour >= {from:DateTime('UTC')} AND hour < {until:DateTime('UTC')}
GROUP BY is_now
ORDER BY is_now
