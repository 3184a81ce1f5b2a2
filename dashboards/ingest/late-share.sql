-- What share of the calls was received more than seven days after it began?
--
-- grain   one row per day; days without calls are left out
-- window  the range on screen, by hour of the call
-- cost    the roll-up of arrivals
SELECT toStartOfDay(hour) AS time, 1 - sum(timely) / sum(records) AS late
FROM {{database}}.usage_arrival
WHERE $__timeFilter(hour)
GROUP BY time
HAVING sum(records) > 0
ORDER BY time
