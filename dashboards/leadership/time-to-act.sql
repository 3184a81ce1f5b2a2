-- How long after it was opened was an incident acted on or decided?
--
-- grain   one row per week of opening: median and 90 %, of those that were; the share that still waits beside it
-- window  the range on screen, by the opening
-- cost    the incidents
SELECT
    toDateTime(toStartOfWeek(opened_at, 1)) AS time,
    quantileExactOrNull(0.5)(seconds) AS median,
    quantileExactOrNull(0.9)(seconds) AS nine_of_ten
FROM
(
    SELECT opened_at, coalesce(seconds_to_act, seconds_to_decide) AS seconds
    FROM {{database}}.incident_delays
    WHERE $__timeFilter(opened_at)
)
GROUP BY time
ORDER BY time
