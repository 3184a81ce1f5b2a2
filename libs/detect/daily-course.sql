-- How much did some accounts call and spend, day by day?
--
-- grain   one row per day on which any of them called
-- window  whole days that begin in [from, until), UTC
-- cost    the hourly sums of these accounts
SELECT
    formatDateTime(toStartOfDay(hour, 'UTC'), '%Y-%m-%d') AS day,
    toUInt32(uniqExact(account)) AS accounts,
    toUInt32(sum(requests)) AS calls,
    toUInt32(sum(limited) + sum(denied)) AS refused,
    toUInt32(intDiv(sum(cost_micro_usd), 10000)) AS cents
FROM usage_hourly
WHERE account IN {accounts:Array(String)}
    AND hour >= {from:DateTime64(3, 'UTC')} AND hour < {until:DateTime64(3, 'UTC')}
GROUP BY day
ORDER BY day
