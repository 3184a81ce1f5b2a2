-- Whose calls stop at one and the same number, day after day, hour after hour or minute after minute?
--
-- grain   one row per account or key and length of stretch, of those with enough full stretches
-- window  [from, until) of the call's start, UTC; hours and minutes are those of its last day
-- cost    a narrow row per account and day, the hourly sums of busy accounts, then the raw calls of the few that are level
WITH
    -- Three stretches of twenty calls are the least; above a million calls chance alone makes an account level.
    busy AS
    (
        SELECT account
        FROM account_daily
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND)
        GROUP BY account
        HAVING sum(requests) BETWEEN 60 AND 1000000
    ),
    hourly AS
    (
        SELECT account, key, hour, sum(requests) - sum(limited) AS served
        FROM usage_hourly
        WHERE (hour >= toStartOfHour({from:DateTime64(3, 'UTC')})) AND (hour < {until:DateTime64(3, 'UTC')}) AND (account GLOBAL IN (SELECT account FROM busy))
        GROUP BY account, key, hour
    ),
    -- An account as a whole, and each of its keys: limits bind either.
    level AS
    (
        SELECT account
        FROM
        (
            SELECT
                account,
                arrayJoin(arrayDistinct(['', key])) AS key,
                sumMap([toDate(hour)], [served]).2 AS days,
                sumMapIf([hour], [served], hour >= {until:DateTime64(3, 'UTC')} - INTERVAL 1 DAY).2 AS hours
            FROM hourly
            GROUP BY account, key
        )
        WHERE ((arrayMax(days) >= 20) AND (arrayCount(n -> 20 * n >= 19 * arrayMax(days), days) >= 3))
            OR ((arrayMax(hours) >= 20) AND (arrayCount(n -> 20 * n >= 19 * arrayMax(hours), hours) >= 3))
    ),
    stretch AS
    (
        SELECT
            account,
            arrayJoin(arrayDistinct(['', called_with])) AS key,
            arrayJoin([toUInt32(60), toUInt32(3600), toUInt32(86400)]) AS seconds,
            toUInt32(intDiv(toUnixTimestamp(at), seconds)) AS nth,
            toUInt32(countIf(NOT is_refused)) AS served,
            toUInt32(countIf(is_refused)) AS refused,
            toUInt32(if(served = 0, 0, toUnixTimestamp64Milli(minIf(at, NOT is_refused)) - 1000 * toInt64(nth) * seconds)) AS first_after,
            toUInt32(if(served = 0, 0, toUnixTimestamp64Milli(maxIf(at, NOT is_refused)) - 1000 * toInt64(nth) * seconds)) AS last_after,
            toUInt32(if(refused = 0, 0, toUnixTimestamp64Milli(minIf(at, is_refused)) - 1000 * toInt64(nth) * seconds)) AS refused_after,
            minIf((at, record), NOT is_refused).2 AS first_record,
            max(organization) AS owner,
            maxIf(plan, plan != '') AS tier,
            maxIf(cityHash64(client_fingerprint), client_fingerprint != '') AS fingerprint,
            maxIf(cityHash64(sdk, user_agent), (NOT is_refused) AND ((sdk != '') OR (user_agent != ''))) AS kit,
            maxIf(cityHash64(network), (network != '') AND (network_class NOT IN ('education', 'mobile', 'vpn', 'tor'))) AS home,
            maxIf(cityHash64(payment), payment != '') AS purse,
            max(toUInt32(ifNull(toUnixTimestamp(account_created_at), 0))) AS signed_up
        FROM
        (
            SELECT
                account,
                key AS called_with,
                at,
                record,
                organization,
                plan,
                client_fingerprint,
                sdk,
                user_agent,
                network,
                network_class,
                payment,
                account_created_at,
                (status = 429) OR startsWith(error, 'rate_limit') OR ((limit_type != '') AND ((status = 0) OR (status >= 400))) AS is_refused
            FROM usage
            WHERE (account GLOBAL IN (SELECT account FROM level)) AND (at >= {from:DateTime64(3, 'UTC')}) AND (at < {until:DateTime64(3, 'UTC')})
        )
        WHERE (seconds = 86400) OR (at >= {until:DateTime64(3, 'UTC')} - INTERVAL 1 DAY)
        GROUP BY account, key, seconds, nth
    )
SELECT
    account,
    key,
    seconds,
    organization,
    plan,
    toUInt32(arrayCount(s -> s.2 > 0, stretches)) AS active,
    toUInt32(arraySum(s -> s.2, stretches)) AS calls,
    toUInt32(arraySum(s -> s.3, stretches)) AS limited,
    -- One stretch in fifty may lie above it: clocks of gateway and limiter differ.
    (arraySort(s -> s.2, stretches)[-1 - intDiv(active, 50)]).2 AS ceiling,
    arrayFilter(s -> 20 * s.2 >= 19 * ceiling, stretches) AS full,
    evidence,
    traits
FROM
(
    SELECT
        account,
        key,
        seconds,
        max(owner) AS organization,
        toString(max(tier)) AS plan,
        arraySort(groupArray((nth, served, refused, first_after, last_after, refused_after))) AS stretches,
        arraySlice(arrayMap(r -> r.2, arraySort(groupArrayIf((nth, lower(hex(first_record))), served > 0))), 1, 50) AS evidence,
        [toUInt32(max(fingerprint)), toUInt32(max(kit)), toUInt32(max(home)), toUInt32(max(purse)), toUInt32(intDiv(max(signed_up), 3600))] AS traits
    FROM stretch
    GROUP BY account, key, seconds
)
WHERE (ceiling >= if(seconds = 60, 10, 20)) AND (length(full) >= transform(seconds, [60, 3600], [60, 6], 3)) AND (2 * length(full) >= active)
ORDER BY account, key, seconds
