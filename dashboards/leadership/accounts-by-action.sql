-- Against how many accounts did people act, and how hard?
--
-- grain   one row per week and action; an account counts in the week of its first action, under its hardest one
-- window  the range on screen
-- cost    the accounts of confirmed incidents
SELECT toDateTime(toStartOfWeek(actioned_at, 1)) AS time, action, count() AS accounts
FROM {{database}}.account_actioned
WHERE $__timeFilter(actioned_at)
GROUP BY time, action
ORDER BY time, action
