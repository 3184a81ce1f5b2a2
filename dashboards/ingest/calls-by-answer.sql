-- How many calls did the API serve, limit, deny and fail?
--
-- grain   one row per interval
-- window  the range on screen, by hour of the call
-- cost    the hourly roll-up
SELECT
    $__timeInterval(hour) AS time,
    sum(requests) - sum(failed) AS served,
    sum(limited) AS limited,
    sum(denied) AS denied,
    greatest(0, toInt64(sum(failed)) - toInt64(sum(limited)) - toInt64(sum(denied))) AS failed_otherwise
FROM {{database}}.usage_hourly
WHERE $__timeFilter(hour)
GROUP BY time
ORDER BY time
