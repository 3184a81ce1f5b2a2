-- How long has the oldest message to a receiver waited?
--
-- grain   one row; nothing when nobody has told for ten minutes
-- window  the last ten minutes
-- cost    the latest measures
SELECT toFloat64(max(value)) AS value
FROM {{database}}.house_measure
WHERE measure = 'oldest_message_seconds' AND at >= now() - INTERVAL 10 MINUTE
HAVING count() > 0
