-- Who comes first when all accounts that called are put in the order of a seed?
--
-- grain   one row per account, in that order; `population` is how many there are in all
-- window  [from, until) of the call's hour, UTC
-- cost    the roll-up of hours of that time
SELECT
    account,
    toUInt32(count() OVER ()) AS population
FROM (
    SELECT DISTINCT account
    FROM usage_hourly
    WHERE hour >= {from:DateTime('UTC')} AND hour < {until:DateTime('UTC')} AND account != ''
)
ORDER BY SHA256(concat({seed:String}, account))
LIMIT {most:UInt32}
