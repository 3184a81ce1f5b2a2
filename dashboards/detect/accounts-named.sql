-- How many accounts did each detector name?
--
-- grain   one row per day and detector: the window that named most, since windows overlap
-- window  the range on screen, by the end of the window
-- cost    the runs of the range
SELECT toStartOfDay(window_until) AS time, detector, max(accounts) AS accounts
FROM {{database}}.detector_run FINAL
WHERE $__timeFilter(window_until) AND state = 'done' AND mode IN ('scheduled', 'shadow') AND $__conditionalAll(detector IN (${detector:singlequote}), $detector)
GROUP BY time, detector
ORDER BY time, detector
