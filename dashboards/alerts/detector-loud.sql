-- Does a detector name many times the accounts it used to?
--
-- grain   one row per detector
-- window  35 days: the last seven against the 28 before
-- cost    the runs of the clock
SELECT detector, toFloat64(if(usual_days >= 14 AND last_week > 10, last_week / greatest(1, usual), 0)) AS value
FROM {{database}}.detector_course
