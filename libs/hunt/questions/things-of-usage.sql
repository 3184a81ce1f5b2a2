-- Which models, accounts, keys, networks, clients and means of payment do hunted calls have?
--
-- grain   one row per trait and value, the leading ones of each trait
-- window  [from, until) of the call's start, UTC
-- cost    one pass over the columns named, from the month on in which the earliest call may have been received
SELECT
    thing.1 AS trait,
    thing.2 AS value,
    count() AS calls,
    uniqExact(cityHash64(account)) AS accounts,
    sum(tokens) AS tokens,
    sum(found.cost_micro_usd) AS cost_micro_usd,
    toUInt32(count() OVER (PARTITION BY trait)) AS values_in_all
FROM
(
    SELECT
        account,
        toUInt64(input_tokens) + output_tokens AS tokens,
        cost_micro_usd,
        arrayJoin([
            ('model', toString(model)), ('account', account), ('key', key), ('network', network),
            ('client', toString(client_fingerprint)), ('payment', payment)
        ]) AS thing
    FROM usage
    WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
        -- No call is received more than a day before it starts.
        AND received_at >= {since:DateTime64(3, 'UTC')} - INTERVAL 2 DAY
        AND {{filter}}
) AS found
WHERE thing.2 != ''
GROUP BY thing
ORDER BY trait, calls DESC, value
LIMIT {most:UInt32} BY trait
