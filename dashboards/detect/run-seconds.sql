-- How long does a run take?
--
-- grain   one row per interval and detector: its longest
-- window  the range on screen, by the end of the run
-- cost    the runs of the range
SELECT $__timeInterval(finished_at) AS time, detector, max(dateDiff('millisecond', started_at, finished_at)) / 1000 AS seconds
FROM {{database}}.detector_run FINAL
WHERE $__timeFilter(finished_at) AND state = 'done' AND mode IN ('scheduled', 'shadow') AND $__conditionalAll(detector IN (${detector:singlequote}), $detector)
GROUP BY time, detector
ORDER BY time, detector
