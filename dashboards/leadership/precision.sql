-- Of the accounts that detectors name, what share does blind review find to misuse?
--
-- grain   one row per stratum; Wilson score interval of 95 % (Wilson 1927) on Kish’s effective number of labels (Kish 1965)
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
    toString(stratum) AS stratum,
    sum(labels) AS judged,
    p AS precision,
    greatest(0., (p + z * z / (2 * effective) - z * sqrt(p * (1 - p) / effective + z * z / (4 * effective * effective))) / (1 + z * z / effective)) AS at_least,
    least(1., (p + z * z / (2 * effective) + z * sqrt(p * (1 - p) / effective + z * z / (4 * effective * effective))) / (1 + z * z / effective)) AS at_most
FROM
(
    SELECT week, stratum, population, toFloat64(confirmed) AS confirmed, toFloat64(confirmed + dismissed) AS labels
    FROM {{database}}.audit_label FINAL
    WHERE $__dateFilter(week_from) AND stratum != 'none' AND audit_label.confirmed + audit_label.dismissed > 0
)
GROUP BY stratum
ORDER BY stratum
