-- How many calls did the API serve, limit, deny and fail?
--
-- grain   one row per interval
-- window  the range on screen, by hour of the call
-- cost    the hourly roll-up
SELECT
    $__timeInterval(hour) AS time,
    sum(requests) - sum(failed) AS served,
    sum(limited) AS refused_by_limit,
    sum(denied) AS refused_to_caller,
    greatest(0, toInt64(sum(failed)) - toInt64(refused_by_limit) - toInt64(refused_to_caller)) AS failed_otherwise
FROM {{database}}.usage_hourly
WHERE $__timeFilter(hour)
GROUP BY time
ORDER BY time
