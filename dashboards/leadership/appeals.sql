-- How many appeals were filed, and how were they judged?
--
-- grain   one row per week with any
-- window  the range on screen
-- cost    the facts about appeals
SELECT
    toDateTime(toStartOfWeek(at, 1)) AS time,
    countIf(fact = 'appealed') AS filed,
    countIf(fact = 'judged' AND outcome = 'upheld') AS upheld,
    countIf(fact = 'judged' AND outcome = 'reversed') AS reversed
FROM {{database}}.incident_fact FINAL
WHERE fact IN ('appealed', 'judged') AND $__timeFilter(at)
GROUP BY time
ORDER BY time
