-- Minute by minute, how often did each much-refused account call, and how often was it refused?
--
-- grain   one row per account with 60 refused calls or more
-- window  [from, until) of the call's start, UTC
-- cost    hourly sums of all accounts, then the raw calls of the few that were refused so often
WITH
    -- Hours at both edges are counted whole, so that none is lost; the count of refusals below is exact.
    much_refused AS
    (
        SELECT account
        FROM usage_hourly
        WHERE hour >= toStartOfHour({from:DateTime64(3, 'UTC')}) AND hour < {until:DateTime64(3, 'UTC')}
        GROUP BY account
        HAVING sum(limited) + sum(denied) >= 60
    ),
    by_minute AS
    (
        SELECT
            account,
            toUInt32(intDiv(dateDiff('millisecond', {from:DateTime64(3, 'UTC')}, at), 60000)) AS minute,
            count() AS calls,
            countIf((status = 429) OR startsWith(error, 'rate_limit') OR ((limit_type != '') AND ((status = 0) OR (status >= 400)))) AS limited,
            countIf(status IN (401, 402, 403)) AS denied,
            argMinIf(record, (at, record), (status IN (401, 402, 403, 429)) OR startsWith(error, 'rate_limit') OR ((limit_type != '') AND ((status = 0) OR (status >= 400)))) AS refused_record
        FROM usage
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND account GLOBAL IN (SELECT account FROM much_refused)
        GROUP BY account, minute
    )
SELECT
    account,
    arraySort(groupArray((minute, toUInt32(calls), toUInt32(limited), toUInt32(denied)))) AS minutes,
    arraySlice(arrayMap(r -> r.2, arraySort(groupArrayIf((minute, lower(hex(refused_record))), limited + denied > 0))), 1, 50) AS evidence
FROM by_minute
GROUP BY account
HAVING sum(limited) + sum(denied) >= 60
ORDER BY account
