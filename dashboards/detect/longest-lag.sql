-- How far behind is the detector that is furthest behind?
--
-- grain   one row; null when none has run
-- window  the latest run of each detector before the end of the range
-- cost    the runs of the clock
SELECT maxOrNull(greatest(0, dateDiff('second', judged_until, $__toTime) - window_seconds)) AS lag_seconds
FROM
(
    SELECT
        max(window_until) AS judged_until,
        dateDiff('second', argMax(window_from, window_until), max(window_until)) AS window_seconds
    FROM {{database}}.detector_run FINAL
    WHERE state = 'done' AND mode IN ('scheduled', 'shadow') AND window_until <= $__toTime AND $__conditionalAll(detector IN (${detector:singlequote}), $detector)
    GROUP BY detector
)
