-- How many windows of each detector stand failed?
--
-- grain   one row per detector with any
-- window  the last two days
-- cost    the runs of the clock
SELECT detector, toFloat64(countIf(state = 'failed')) AS value
FROM {{database}}.detector_run FINAL
WHERE finished_at >= now64(3) - INTERVAL 2 DAY AND mode IN ('scheduled', 'shadow')
GROUP BY detector
