-- Has a detector that used to name accounts named none for a week?
--
-- grain   one row per detector
-- window  what was told last
-- cost    a few rows per detector and day
SELECT detector, toFloat64(argMax(standing, told_at) = 'silent') AS value
FROM {{database}}.detector_course
GROUP BY detector
