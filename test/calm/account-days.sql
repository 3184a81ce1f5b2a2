-- How many accounts called on each day?
--
-- grain   one row per day with usage, counted from 1970
-- window  everything stored
-- cost    the daily sums of every account
SELECT toUInt32(toUInt16(day)) AS day_number, toUInt32(uniqExact(account)) AS accounts
FROM account_daily
GROUP BY day
ORDER BY day
