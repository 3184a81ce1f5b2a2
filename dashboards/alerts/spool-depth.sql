-- How does the spool of the worst ingest process stand: 0 calm, 2 warning, 3 alarm?
--
-- grain   one row; nothing when no process has told for ten minutes
-- window  the last ten minutes
-- cost    the latest measures
SELECT toFloat64(max(value)) AS value
FROM {{database}}.house_measure
WHERE measure = 'spool_state' AND at >= now() - INTERVAL 10 MINUTE
HAVING count() > 0
