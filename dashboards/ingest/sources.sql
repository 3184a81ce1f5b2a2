-- Which gateways and logs have written?
--
-- grain   one row per source
-- window  30 days before the end of the range
-- cost    one column of the books
SELECT DISTINCT source
FROM {{database}}.book
WHERE received_hour >= $__toTime - INTERVAL 30 DAY AND source != ''
ORDER BY source
