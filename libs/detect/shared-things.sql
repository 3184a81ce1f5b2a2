-- Which things do some accounts have in common, and which of them holds each?
--
-- Two accounts that hold one text, one promoted domain, one network or one means of payment may still be strangers; what
-- ties them together is said by the detector. This is what a person may look at.
--
-- grain   one row per thing and account; things that fewer than two of them hold are left out, the most widely held come first
-- window  [from, until) of the call's start, UTC
-- cost    the fingerprints and records of these accounts
SELECT kind, thing, account, records, holders
FROM
(
    SELECT
        kind,
        thing,
        account,
        toUInt32(count()) AS records,
        toUInt32(count() OVER (PARTITION BY kind, thing)) AS holders
    FROM
    (
        SELECT account, 'template' AS kind, toString(template_hash) AS thing
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND account IN {accounts:Array(String)} AND leading
        UNION ALL
        SELECT account, 'domain' AS kind, arrayJoin(domains) AS thing
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND account IN {accounts:Array(String)} AND leading
        UNION ALL
        SELECT account, 'contact' AS kind, arrayJoin(contacts) AS thing
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND account IN {accounts:Array(String)} AND leading
        UNION ALL
        SELECT account, 'network' AS kind, network AS thing
        FROM usage
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND account IN {accounts:Array(String)} AND network != ''
        UNION ALL
        SELECT account, 'payment' AS kind, payment AS thing
        FROM usage
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND account IN {accounts:Array(String)} AND payment != ''
    )
    WHERE account != ''
    GROUP BY kind, thing, account
)
WHERE holders >= 2
ORDER BY holders DESC, kind, thing, account
LIMIT {most:UInt32}
