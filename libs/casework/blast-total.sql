-- How much did everybody use?
--
-- grain   one row
-- window  [from, until) of the hour of the call's start, UTC
-- cost    the roll-up by hour
SELECT
    toFloat64(sum(requests)) AS requests,
    toFloat64(sum(cost_micro_usd)) AS cost
FROM usage_hourly
WHERE hour >= {from:DateTime('UTC')} AND hour < {until:DateTime('UTC')}
