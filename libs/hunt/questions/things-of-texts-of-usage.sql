-- Which domains and templates have the texts that hunted calls are judged by?
--
-- grain   one row per trait and value, the leading ones of each trait
-- window  [from, until) of the call's start, UTC
-- cost    one pass over the fingerprints of the window, and over its usage
SELECT
    thing.1 AS trait,
    thing.2 AS value,
    count() AS calls,
    uniqExact(cityHash64(account)) AS accounts,
    toUInt32(count() OVER (PARTITION BY trait)) AS values_in_all
FROM
(
    SELECT
        account,
        arrayJoin(arrayConcat(
            arrayMap(name -> ('domain', name), domains),
            if(template_hash = 0, [], [('template', toString(template_hash))])
        )) AS thing
    FROM fingerprint
    WHERE leading AND at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
        AND record GLOBAL IN
        (
            SELECT record
            FROM usage
            WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
                AND received_at >= {since:DateTime64(3, 'UTC')} - INTERVAL 2 DAY
                AND {{filter}}
        )
)
GROUP BY thing
ORDER BY trait, calls DESC, value
LIMIT {most:UInt32} BY trait
