-- How many accounts called?
--
-- grain   one row per interval
-- window  the range on screen, by hour of the call
-- cost    one pass over the accounts of the hourly roll-up
SELECT $__timeInterval(hour) AS time, uniqExact(account) AS accounts
FROM {{database}}.usage_hourly
WHERE $__timeFilter(hour) AND account != ''
GROUP BY time
ORDER BY time
