-- What do the texts of a campaign promote, which templates have they, and how many of its accounts use each?
--
-- grain   one row per domain, contact or template that at least two accounts use
-- window  [from, until) of the call's start, UTC; records that findings give as evidence, of members alone
-- cost    one pass over the fingerprints of the window
SELECT
    indicator.1 AS kind,
    indicator.2 AS value,
    toUInt32(uniqExact(account)) AS accounts
FROM
(
    SELECT
        account,
        arrayJoin(arrayConcat(
            arrayMap(name -> ('domain', name), domains),
            arrayMap(name -> ('contact', name), contacts),
            if(plain_words >= 5, [('template', toString(template_hash))], [])
        )) AS indicator
    FROM fingerprint
    WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
        AND account IN {accounts:Array(String)}
        AND record IN (SELECT toFixedString(unhex(arrayJoin({records:Array(String)})), 16))
)
GROUP BY indicator
HAVING accounts >= 2
ORDER BY accounts DESC, kind, value
LIMIT 1000
