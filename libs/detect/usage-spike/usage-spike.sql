-- Ten minutes by ten minutes, how much did each key call in the last sixteen days that now calls far more than in the hours before?
--
-- grain   one row per key, or per account where the log names no key, with an excess over its last six hours
-- window  [from, until) of the call's start, UTC, and the sixteen days before it
-- cost    hourly sums of the window, then ten-minute sums of the keys that were busy in it, then the past of the few that rose
WITH
    toStartOfTenMinutes({from:DateTime64(3, 'UTC')}, 'UTC') AS judged_from,
    judged_from - INTERVAL 16 DAY AS past_from,
    -- 90 requests in half an hour, which may have begun up to twenty minutes before the window.
    busy AS
    (
        SELECT account, key
        FROM usage_hourly
        WHERE hour >= toStartOfHour({from:DateTime64(3, 'UTC')} - INTERVAL 20 MINUTE) AND hour < {until:DateTime64(3, 'UTC')}
        GROUP BY account, key
        HAVING sum(requests) >= 90
    ),
    -- As far back as the six hours before a half hour reach, and another half hour for the first of their sums.
    lately AS
    (
        SELECT account, key, ten_minutes, sum(requests) AS calls
        FROM usage_by_ten_minutes
        WHERE (account, key) GLOBAL IN (SELECT account, key FROM busy)
            AND ten_minutes >= judged_from - INTERVAL 7 HOUR AND ten_minutes < {until:DateTime64(3, 'UTC')}
        GROUP BY account, key, ten_minutes
    ),
    half_hours AS
    (
        SELECT
            account, key, ten_minutes,
            sum(calls) OVER (PARTITION BY account, key ORDER BY ten_minutes RANGE BETWEEN 1200 PRECEDING AND CURRENT ROW) AS half_hour
        FROM lately
    ),
    recent AS
    (
        SELECT
            account, key, ten_minutes, half_hour,
            max(half_hour) OVER (PARTITION BY account, key ORDER BY ten_minutes RANGE BETWEEN 22800 PRECEDING AND 1800 PRECEDING) AS most
        FROM half_hours
    ),
    risen AS
    (
        SELECT DISTINCT account, key
        FROM recent
        WHERE ten_minutes >= judged_from AND half_hour >= 90 AND half_hour + 3 >= 1.4 * (most + 3)
    ),
    -- Counted from the sums, shown from the log: seventeen calls of each ten minutes, so that a half hour shows fifty.
    told AS
    (
        SELECT account, key, ten_minutes, requests AS calls, toDateTime64(0, 3, 'UTC') AS at, '' AS shown
        FROM usage_by_ten_minutes
        WHERE ten_minutes >= past_from AND ten_minutes < {until:DateTime64(3, 'UTC')}
        UNION ALL
        SELECT account, key, toStartOfTenMinutes(at, 'UTC') AS ten_minutes, 0 AS calls, at, lower(hex(record)) AS shown
        FROM usage
        WHERE at >= judged_from - INTERVAL 20 MINUTE AND at < {until:DateTime64(3, 'UTC')}
    ),
    tens AS
    (
        SELECT
            if(key = '', 'account', 'key') AS kind,
            if(key = '', account, key) AS subject,
            toUInt32(dateDiff('second', past_from, ten_minutes) / 600) AS ten,
            toUInt32(sum(calls)) AS requests,
            groupArraySortedIf(17)((at, shown), shown != '') AS records
        FROM told
        WHERE (account, key) GLOBAL IN (SELECT account, key FROM risen)
        GROUP BY kind, subject, ten
    )
SELECT
    kind,
    subject,
    toUInt32(dateDiff('second', past_from, judged_from) / 600) AS judged,
    toUInt32(ceil(dateDiff('second', past_from, {until:DateTime64(3, 'UTC')}) / 600)) AS ended,
    arraySort(groupArray((ten, requests))) AS calls,
    arraySort(groupArrayIf((ten, arrayMap(each -> each.2, records)), notEmpty(records))) AS records
FROM tens
GROUP BY kind, subject
ORDER BY kind, subject
