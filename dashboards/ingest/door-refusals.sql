-- How often was somebody refused at the doors for their key?
--
-- grain   one row per interval and reason
-- window  the range on screen
-- cost    the roll-up of refusals
SELECT $__timeInterval(hour) AS time, reason, sum(attempts) AS attempts
FROM {{database}}.door_refusal
WHERE $__timeFilter(hour)
GROUP BY time, reason
ORDER BY time, reason
