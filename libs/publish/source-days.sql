-- How many records does each source of a release's numbers hold, day by day?
--
-- grain   one row per source and day with records
-- window  days from {from} until {until}, UTC
-- cost    one read of three roll-ups, no usage
SELECT
    source,
    formatDateTime(day, '%F') AS day,
    toFloat64(sum(counted)) AS records
FROM
(
    SELECT 'arrivals' AS source, toDate(hour, 'UTC') AS day, records AS counted
    FROM usage_arrival
    WHERE hour >= {from:DateTime('UTC')} AND hour < {until:DateTime('UTC')}
    UNION ALL
    SELECT 'usage by hour' AS source, toDate(hour, 'UTC') AS day, requests AS counted
    FROM usage_hourly
    WHERE hour >= {from:DateTime('UTC')} AND hour < {until:DateTime('UTC')}
    UNION ALL
    SELECT 'accounts by day' AS source, day, requests AS counted
    FROM account_daily
    WHERE day >= toDate({from:DateTime('UTC')}, 'UTC') AND day < toDate({until:DateTime('UTC')}, 'UTC')
)
GROUP BY source, day
ORDER BY source, day
