-- What share of the lines of the last hours was refused?
--
-- grain   one row per source that sent a hundred lines or more
-- window  the last six hours
-- cost    the books alone
SELECT source, toFloat64(sumIf(lines, outcome IN ('quarantined', 'dropped')) / sum(lines)) AS value
FROM {{database}}.book
WHERE received_hour >= now() - INTERVAL 6 HOUR
GROUP BY source
HAVING sum(lines) >= 100
