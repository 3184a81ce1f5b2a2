-- What did the calls of some accounts cost while they were seen in misuse, day by day?
--
-- grain   one row per day of 24 hours, counted from `from`, on which they called
-- window  whole hours that begin in each account's own stretches; stretches of one account do not overlap
-- cost    the hourly sums of these accounts
WITH stretch AS
(
    SELECT
        told.1 AS account,
        told.2 AS starts,
        told.3 AS ends
    FROM
    (
        SELECT arrayJoin(arrayZip({accounts:Array(String)}, {starts:Array(UInt32)}, {ends:Array(UInt32)})) AS told
    )
)
SELECT
    toUInt32(intDiv(toUnixTimestamp(used.hour) - {from:UInt32}, 86400)) AS day,
    toFloat64(sum(used.requests)) AS calls,
    toFloat64(sum(used.cost_micro_usd)) AS cost
FROM
(
    SELECT account, hour, sum(requests) AS requests, sum(cost_micro_usd) AS cost_micro_usd
    FROM usage_hourly
    WHERE account IN {accounts:Array(String)}
        AND hour >= toDateTime(arrayMin({starts:Array(UInt32)}), 'UTC') AND hour < toDateTime(arrayMax({ends:Array(UInt32)}), 'UTC')
    GROUP BY account, hour
) AS used
INNER JOIN stretch ON stretch.account = used.account
WHERE toUnixTimestamp(used.hour) >= stretch.starts AND toUnixTimestamp(used.hour) < stretch.ends
GROUP BY day
ORDER BY day
