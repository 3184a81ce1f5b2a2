-- How many incidents were opened, and on how many did what stands now come?
--
-- grain   one row per week with any
-- window  the range on screen
-- cost    the incidents, twice
SELECT
    toDateTime(toStartOfWeek(day, 1)) AS time,
    sum(opened) AS opened,
    sum(confirmed) AS confirmed,
    sum(dismissed) AS dismissed,
    sum(uncertain) AS uncertain
FROM {{database}}.incidents_daily
WHERE $__dateFilter(day)
GROUP BY time
ORDER BY time
