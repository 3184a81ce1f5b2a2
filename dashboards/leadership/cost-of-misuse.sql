-- What did the calls of accounts cost that take part in confirmed incidents?
--
-- grain   one row; each account counts once, however many incidents name it
-- window  the range on screen, by hour of the call
-- cost    the hourly roll-up of the range
SELECT sum(cost_micro_usd) / 1e6 AS usd
FROM {{database}}.usage_hourly
WHERE $__timeFilter(hour) AND account GLOBAL IN (SELECT account FROM {{database}}.account_confirmed)
