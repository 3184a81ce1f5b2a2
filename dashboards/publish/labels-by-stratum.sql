-- What did blind review say of each stratum?
--
-- grain   one row per stratum, weeks taken together
-- window  the range on screen, by the week’s Monday
-- cost    a few rows
SELECT
    toString(stratum) AS stratum,
    sum(population) AS account_weeks,
    sum(drawn) AS drawn,
    sum(confirmed) AS confirmed,
    sum(dismissed) AS dismissed,
    sum(uncertain) AS uncertain,
    sum(unlabelled) AS waiting
FROM {{database}}.audit_label FINAL
WHERE $__dateFilter(week_from)
GROUP BY stratum
ORDER BY stratum
