-- In which hours did anybody call, how often, and how many of these calls arrived in time for the clock to judge?
--
-- grain   one row per hour with usage
-- window  hours from {from} until {until}, UTC
-- cost    one small row per hour of usage and day of receipt
SELECT
    toUnixTimestamp(hour) AS hour_second,
    toFloat64(sum(records)) AS records,
    toFloat64(sum(timely)) AS timely
FROM usage_arrival
WHERE hour >= {from:DateTime('UTC')} AND hour < {until:DateTime('UTC')}
GROUP BY hour
ORDER BY hour
