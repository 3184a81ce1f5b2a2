-- In which hours did anybody call, and when first and last?
--
-- grain   one row per hour with a record; times in milliseconds since the epoch
-- window  everything stored
-- cost    one pass over at
SELECT
    toFloat64(toUnixTimestamp64Milli(toDateTime64(toStartOfHour(at), 3, 'UTC'))) AS hour,
    toFloat64(toUnixTimestamp64Milli(min(usage.at))) AS first,
    toFloat64(toUnixTimestamp64Milli(max(usage.at))) AS last
FROM usage
GROUP BY hour
ORDER BY hour
