-- Against how many accounts did people act, and how?
--
-- grain   one row per day and action; an account counts on the day of its first action, under its hardest one
-- window  the range on screen
-- cost    the accounts of confirmed incidents
SELECT toStartOfDay(actioned_at) AS time, action, count() AS accounts
FROM {{database}}.account_actioned
WHERE $__timeFilter(actioned_at) AND $__conditionalAll(category IN (${category:singlequote}), $category)
GROUP BY time, action
ORDER BY time, action
