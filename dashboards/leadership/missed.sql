-- Of the accounts that no detector named, what share misused, and how many are that in a week?
--
-- grain   one row; nothing while none was judged; interval as of precision
-- window  the range on screen, by the Monday of the week drawn from; weeks are weighed by their accounts
-- cost    a few rows
WITH
    1.959963984540054 AS z,
    -- Each label stands for as many accounts of its week and stratum as there are for one label.
    population / nullIf(labels, 0) AS weight,
    sum(weight * confirmed) / sum(weight * labels) AS p,
    -- Kish (1965): what unequal weights leave of the number of labels.
    pow(sum(weight * labels), 2) / sum(weight * weight * labels) AS effective

SELECT
    sum(labels) AS judged,
    p AS share,
    greatest(0., (p + z * z / (2 * effective) - z * sqrt(p * (1 - p) / effective + z * z / (4 * effective * effective))) / (1 + z * z / effective)) AS at_least,
    least(1., (p + z * z / (2 * effective) + z * sqrt(p * (1 - p) / effective + z * z / (4 * effective * effective))) / (1 + z * z / effective)) AS at_most,
    round(at_least * avg(population)) AS accounts_at_least,
    round(p * avg(population)) AS accounts,
    round(at_most * avg(population)) AS accounts_at_most
FROM
(
    SELECT week, population, toFloat64(confirmed) AS confirmed, toFloat64(confirmed + dismissed) AS labels
    FROM {{database}}.audit_label FINAL
    WHERE $__dateFilter(week_from) AND stratum = 'none' AND audit_label.confirmed + audit_label.dismissed > 0
)
HAVING count() > 0
