-- Has a detector that used to name accounts named none for a week?
--
-- grain   one row per detector
-- window  35 days: the last seven against the 28 before
-- cost    the runs of the clock
SELECT detector, toFloat64(usual_days >= 14 AND usual >= 1 AND last_week = 0) AS value
FROM {{database}}.detector_course
