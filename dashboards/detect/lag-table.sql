-- Up to when has each detector judged, and how far behind is it?
--
-- grain   one row per detector
-- window  the latest run of each detector before the end of the range
-- cost    the runs of the clock
SELECT
    detector,
    toString(argMax(mode, window_until)) AS stage,
    argMax(version, window_until) AS version,
    max(window_until) AS judged_until,
    dateDiff('second', argMax(window_from, window_until), max(window_until)) AS window_seconds,
    -- A window is owed once it has ended, so its own length is no lag.
    greatest(0, dateDiff('second', judged_until, $__toTime) - window_seconds) AS lag_seconds,
    max(finished_at) AS last_run
FROM {{database}}.detector_run FINAL
WHERE state = 'done' AND mode IN ('scheduled', 'shadow') AND window_until <= $__toTime AND $__conditionalAll(detector IN (${detector:singlequote}), $detector)
GROUP BY detector
ORDER BY lag_seconds DESC, detector
