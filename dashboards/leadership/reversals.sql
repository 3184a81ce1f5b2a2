-- How often was the house wrong: actions undone, confirmations withdrawn?
--
-- grain   one row per week and kind; what an appeal reversed is undone as well and counts as an appeal too
-- window  the range on screen
-- cost    the facts about reversals
SELECT toDateTime(toStartOfWeek(day, 1)) AS time, kind, sum(incidents) AS reversals
FROM {{database}}.reversals_daily
WHERE $__dateFilter(day)
GROUP BY time, kind
ORDER BY time, kind
