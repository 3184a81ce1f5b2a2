-- Which detectors have run?
--
-- grain   one row per detector
-- window  all runs that are kept
-- cost    one column of the runs
SELECT DISTINCT detector
FROM {{database}}.detector_run
ORDER BY detector
