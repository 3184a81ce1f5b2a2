-- What did the calls of some accounts cost in a stretch of time?
--
-- grain   one row
-- window  whole hours that begin in [from, until), UTC
-- cost    the hourly sums of these accounts
SELECT
    toUInt32(sum(requests)) AS calls,
    toUInt32(intDiv(sum(cost_micro_usd), 10000)) AS cents
FROM usage_hourly
WHERE account IN {accounts:Array(String)}
    AND hour >= {from:DateTime64(3, 'UTC')} AND hour < {until:DateTime64(3, 'UTC')}
