-- Does a detector name many times the accounts it used to?
--
-- grain   one row per detector
-- window  what was told last
-- cost    a few rows per detector and day
SELECT detector, toFloat64(argMax(standing, told_at) = 'loud') AS value
FROM {{database}}.detector_course
GROUP BY detector
