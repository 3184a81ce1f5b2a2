-- How many of the accounts drawn for blind review have been judged?
--
-- grain   one row per week drawn from
-- window  the range on screen, by the week’s Monday
-- cost    a few rows
SELECT
    toDateTime(week_from) AS time,
    sum(confirmed) + sum(dismissed) AS judged,
    sum(uncertain) AS uncertain,
    sum(unlabelled) AS waiting
FROM {{database}}.audit_label FINAL
WHERE $__dateFilter(week_from)
GROUP BY time
ORDER BY time
