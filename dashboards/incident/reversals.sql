-- How often was the house wrong, and how did it come out?
--
-- grain   one row per day and kind
-- window  the range on screen
-- cost    the facts about reversals
SELECT toDateTime(day) AS time, kind, sum(incidents) AS reversals
FROM {{database}}.reversals_daily
WHERE $__dateFilter(day)
GROUP BY time, kind
ORDER BY time, kind
