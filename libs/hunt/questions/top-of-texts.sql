-- Which languages, domains, contacts or hashes lead among hunted texts, and how did each change?
--
-- grain   one row per value, the leading ones
-- window  [from, until) of the call's start, UTC, and [since, from) of equal length before it
-- cost    one pass over the fingerprints of both windows
SELECT
    toString(hunted) AS value,
    calls,
    accounts,
    calls_before,
    ranked,
    ranked_before,
    toUInt32(countIf(calls > 0) OVER ()) AS values_in_all,
    sum(calls) OVER () AS calls_in_all
FROM
(
    SELECT
        {{by}} AS hunted,
        countIf(is_now) AS calls,
        uniqExactIf(cityHash64(account), is_now) AS accounts,
        countIf(NOT is_now) AS calls_before,
        {{ranked}} AS ranked,
        {{ranked_before}} AS ranked_before
    FROM
    (
        SELECT *, at >= {from:DateTime64(3, 'UTC')} AS is_now
        FROM fingerprint
        WHERE leading AND at >= {since:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
            AND {{filter}}
    ) AS fingerprint
    GROUP BY hunted
)
ORDER BY {{order}}, value
LIMIT {most:UInt32}
