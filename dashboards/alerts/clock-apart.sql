-- How far are the clocks of the stores from the service’s?
--
-- grain   one row; nothing when nobody has told for ten minutes
-- window  the last ten minutes
-- cost    the latest measures
SELECT toFloat64(max(abs(value))) AS value
FROM {{database}}.house_measure
WHERE measure IN ('casebook_clock_ahead_milliseconds', 'warehouse_clock_ahead_milliseconds') AND at >= now() - INTERVAL 10 MINUTE
HAVING count() > 0
