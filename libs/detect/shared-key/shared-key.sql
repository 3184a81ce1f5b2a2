-- Who calls with each widely used key, and who called with it before?
--
-- grain   one row per key of an account that calls from several networks with several clients
-- window  [from, until) of the call's start, UTC; the 30 days before it are the key's own past
-- cost    a narrow row per account and day of the window, then the raw calls of the few wide accounts
WITH
    -- Most accounts call too little to be shared; above a million calls an account is an institution with users of its own.
    busy AS
    (
        SELECT account
        FROM account_daily
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND)
        GROUP BY account
        HAVING sum(requests) BETWEEN 20 AND 1000000
    ),
    days AS
    (
        SELECT
            account,
            day,
            sum(requests) AS calls,
            groupUniqArrayArray(64)(arrayConcat(networks, shared_networks)) AS from_networks,
            groupUniqArrayArray(64)(clients) AS with_clients
        FROM account_daily
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND)
            AND account GLOBAL IN (SELECT account FROM busy)
        GROUP BY account, day
    ),
    -- Many callers, or few with a day far above the others.
    wide AS
    (
        SELECT account
        FROM days
        GROUP BY account
        HAVING ((length(groupUniqArrayArray(64)(from_networks)) >= 5) AND (length(groupUniqArrayArray(64)(with_clients)) >= 3))
            OR (
                (length(groupUniqArrayArray(64)(from_networks)) >= 2) AND (length(groupUniqArrayArray(64)(with_clients)) >= 2)
                AND (max(calls) >= 100) AND (7 * max(calls) >= 3 * (sum(calls) - max(calls)))
            )
    ),
    caller AS
    (
        SELECT
            account,
            key,
            -- Strangers meet behind a carrier or a VPN exit, so that such a network links nobody.
            if(network_class IN ('mobile', 'vpn', 'tor'), 0, toUInt32(cityHash64(network))) AS from_network,
            asn,
            country,
            if(client_fingerprint = '', 0, toUInt32(cityHash64(client_fingerprint))) AS fingerprint,
            if(user_agent = '', 0, toUInt32(cityHash64(user_agent))) AS agent,
            if(sdk = '', 0, toUInt32(cityHash64(sdk))) AS kit,
            if(model = '', 0, toUInt32(cityHash64(model))) AS with_model,
            countIf(at < {from:DateTime64(3, 'UTC')}) AS before,
            countIf(at >= {from:DateTime64(3, 'UTC')}) AS now,
            countIf((at >= {from:DateTime64(3, 'UTC')}) AND (status IN (400, 404, 422))) AS refused_as_wrong,
            -- Calls of each 24 hours before `until`, the latest is 0.
            sumMap([toUInt16(intDiv(dateDiff('second', at, {until:DateTime64(3, 'UTC')}), 86400))], [toUInt32(1)]) AS ago,
            groupBitOrIf(bitShiftLeft(toUInt32(1), toHour(at)), at >= {from:DateTime64(3, 'UTC')}) AS hours,
            groupBitOrIf(bitShiftLeft(toUInt32(1), toHour(at)), at < {from:DateTime64(3, 'UTC')}) AS hours_before,
            argMinIf(record, (at, record), at >= {from:DateTime64(3, 'UTC')}) AS first_record
        FROM usage
        WHERE (account GLOBAL IN (SELECT account FROM wide)) AND (network != '')
            AND (at >= {from:DateTime64(3, 'UTC')} - INTERVAL 30 DAY) AND (at < {until:DateTime64(3, 'UTC')})
            -- Who is turned away at the door does not use the key.
            AND (status NOT IN (401, 403))
        GROUP BY account, key, from_network, asn, country, fingerprint, agent, kit, with_model
    ),
    -- One or two texts may be told wrong, or be a quotation.
    spoken AS
    (
        SELECT account, key, count() AS languages
        FROM
        (
            SELECT account, key, language
            FROM fingerprint
            WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND part = 'prompt' AND language != ''
                AND account GLOBAL IN (SELECT account FROM wide)
            GROUP BY account, key, language
            HAVING count() >= 3
        )
        GROUP BY account, key
    )
SELECT
    caller.account AS account,
    caller.key AS key,
    toUInt32(any(spoken.languages)) AS languages,
    arrayZip(sumMap(ago.1, ago.2).1, arrayMap(n -> toUInt32(n), sumMap(ago.1, ago.2).2)) AS calls_by_day,
    toUInt32(groupBitOr(hours)) AS hours,
    toUInt32(groupBitOr(hours_before)) AS hours_before,
    -- The busiest 2,000 callers tell the case; what follows them is a long tail.
    arraySlice(
        arraySort(
            c -> (-c.9, -c.8, c.1, c.4, c.5, c.6, c.7),
            groupArray((from_network, asn, toString(country), fingerprint, agent, kit, with_model, toUInt32(before), toUInt32(now), toUInt32(refused_as_wrong), if(now = 0, '', lower(hex(first_record)))))
        ),
        1, 2000
    ) AS callers
FROM caller
LEFT JOIN spoken ON (spoken.account = caller.account) AND (spoken.key = caller.key)
GROUP BY account, key
HAVING sum(now) >= 20
ORDER BY account, key
