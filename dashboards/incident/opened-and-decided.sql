-- Does the queue grow: how many incidents were opened, and how many decided for the first time?
--
-- grain   one row per day with either
-- window  the range on screen
-- cost    the incidents, twice
SELECT time, sum(opened) AS opened, sum(decided) AS decided
FROM
(
    SELECT toStartOfDay(opened_at) AS time, 1 AS opened, 0 AS decided
    FROM {{database}}.incident_now
    WHERE $__timeFilter(opened_at) AND $__conditionalAll(category IN (${category:singlequote}), $category)
    UNION ALL
    SELECT toStartOfDay(assumeNotNull(decided_at)) AS time, 0 AS opened, 1 AS decided
    FROM {{database}}.incident_now
    WHERE decided_at IS NOT NULL AND $__timeFilter(decided_at) AND $__conditionalAll(category IN (${category:singlequote}), $category)
)
GROUP BY time
ORDER BY time
