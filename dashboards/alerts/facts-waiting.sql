-- How many facts wait to reach the warehouse?
--
-- grain   one row; nothing when nobody has told for ten minutes
-- window  the last ten minutes
-- cost    the latest measures
SELECT toFloat64(max(value)) AS value
FROM {{database}}.house_measure
WHERE measure = 'facts_waiting' AND at >= now() - INTERVAL 10 MINUTE
HAVING count() > 0
