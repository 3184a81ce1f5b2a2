-- How many windows stand failed, so that nobody has judged them?
--
-- grain   one row
-- window  the range on screen, by the end of the run
-- cost    the runs of the range
SELECT countIf(state = 'failed') AS failed
FROM {{database}}.detector_run FINAL
WHERE $__timeFilter(finished_at) AND mode IN ('scheduled', 'shadow') AND $__conditionalAll(detector IN (${detector:singlequote}), $detector)
