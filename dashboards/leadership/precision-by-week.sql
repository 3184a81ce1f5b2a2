-- How does precision go from week to week?
--
-- grain   one row per week with a label: the stratum that opens incidents at the acting threshold, with its Wilson score interval of 95 % (Wilson 1927)
-- window  the range on screen, by the Monday of the week drawn from
-- cost    a few rows
WITH 1.959963984540054 AS z
SELECT
    toDateTime(week_from) AS time,
    confirmed / n AS precision,
    greatest(0., (confirmed + z * z / 2 - z * sqrt(confirmed * (n - confirmed) / n + z * z / 4)) / (n + z * z)) AS at_least,
    least(1., (confirmed + z * z / 2 + z * sqrt(confirmed * (n - confirmed) / n + z * z / 4)) / (n + z * z)) AS at_most
FROM
(
    SELECT week_from, toFloat64(confirmed) AS confirmed, toFloat64(confirmed + dismissed) AS n
    FROM {{database}}.audit_label FINAL
    WHERE $__dateFilter(week_from) AND stratum = 'act' AND audit_label.confirmed + audit_label.dismissed > 0
)
ORDER BY time
