-- How long has each source that wrote within the last eight days been silent?
--
-- grain   one row per source
-- window  the last eight days
-- cost    the books alone
SELECT source, toFloat64(dateDiff('second', max(received_hour), now())) AS value
FROM {{database}}.book
WHERE received_hour >= now() - INTERVAL 8 DAY AND source != ''
GROUP BY source
