-- Which of some accounts called, from which hour to which, and how often?
--
-- grain   one row per account that called
-- window  [from, until) of the call's hour, UTC
-- cost    the roll-up of hours of that time
SELECT
    account,
    toUInt32(min(hour)) AS first_hour,
    toUInt32(max(hour) + 3600) AS last_end,
    toUInt32(sum(requests)) AS records
FROM usage_hourly
WHERE hour >= {from:DateTime('UTC')} AND hour < {until:DateTime('UTC')} AND account IN {accounts:Array(String)}
GROUP BY account
ORDER BY account
