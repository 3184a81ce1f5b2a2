-- How long after misuse was first seen was an incident opened?
--
-- grain   one row per week of opening: median and 90 %
-- window  the range on screen, by the opening
-- cost    the incidents
SELECT
    toDateTime(toStartOfWeek(opened_at, 1)) AS time,
    quantileExact(0.5)(seconds_to_detect) AS median,
    quantileExact(0.9)(seconds_to_detect) AS nine_of_ten
FROM (SELECT opened_at, seconds_to_detect FROM {{database}}.incident_delays WHERE $__timeFilter(opened_at))
GROUP BY time
ORDER BY time
