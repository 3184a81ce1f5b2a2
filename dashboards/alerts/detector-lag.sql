-- How far behind is each detector that the clock runs?
--
-- grain   one row per detector
-- window  the latest run of each detector
-- cost    the runs of the clock
SELECT
    detector,
    toFloat64(greatest(0, dateDiff('second', max(window_until), now64(3)) - dateDiff('second', argMax(window_from, window_until), max(window_until)))) AS value
FROM {{database}}.detector_run FINAL
WHERE state = 'done' AND mode IN ('scheduled', 'shadow')
GROUP BY detector
