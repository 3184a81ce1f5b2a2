-- How many calls are stored, all together and within a window, and when did the latest start?
--
-- grain   one row
-- window  [from, until) of the call's start, UTC, for the count within it
-- cost    one pass over the hours of the roll-up, some hundred rows a month
SELECT
    sum(records) AS in_all,
    sumIf(records, (hour >= {from:DateTime64(3, 'UTC')} - INTERVAL 1 HOUR) AND (hour < {until:DateTime64(3, 'UTC')})) AS within,
    toUnixTimestamp(min(hour)) AS earliest_second,
    toUnixTimestamp(max(hour)) AS latest_second
FROM usage_arrival
