-- Which accounts have two independent things in common with others that hardly anybody else has, and when did they call?
--
-- grain   one row per account that shares a pair of telling traits with at least two others
-- window  [from, until) of the call's start, UTC; traits are those of the days it touches
-- cost    a narrow row per account and day, the window's template hashes, then the raw calls of the accounts that are tied
WITH
    (
        SELECT uniqExact(account)
        FROM account_daily
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND)
    ) AS everybody,
    -- An account with more than eight networks or clients a day is known by none of them.
    trait AS
    (
        SELECT
            account,
            arrayJoin(arrayConcat(
                if(length(groupUniqArrayArray(64)(networks)) > 8, [], arrayMap(v -> (toUInt8(1), v), groupUniqArrayArray(64)(networks))),
                if(length(groupUniqArrayArray(64)(clients)) > 8, [], arrayMap(v -> (toUInt8(2), v), groupUniqArrayArray(64)(clients))),
                -- Settings come with the software: to share both is to share one thing.
                if(length(groupUniqArrayArray(64)(settings)) > 8, [], arrayMap(v -> (toUInt8(2), v), groupUniqArrayArray(64)(settings))),
                if(max(payment) = 0, [], [(toUInt8(3), max(payment))]),
                if(max(signed_up) = 0, [], [(toUInt8(4), toUInt32(intDiv(max(signed_up), 3600)))])
            )) AS held
        FROM account_daily
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND)
        GROUP BY account
        HAVING sum(requests) >= 10
        UNION ALL
        SELECT account, (toUInt8(5), toUInt32(template_hash)) AS held
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND part = 'prompt' AND distinct_words >= 8
        GROUP BY account, template_hash
    ),
    -- What a fifth of all accounts have says nothing about any of them.
    shared AS
    (
        SELECT
            holder AS account,
            -- The forty rarest: who shares more of them would only be tied in more ways.
            arraySlice(arraySort(t -> (t.3, t.1, t.2), groupArray((held.1, held.2, holders))), 1, 40) AS traits
        FROM
        (
            SELECT held, toUInt32(count()) AS holders, groupArray(account) AS accounts
            FROM trait
            GROUP BY held
            HAVING (holders >= 3) AND (holders <= greatest(50, intDiv(everybody, 5)))
        )
        ARRAY JOIN accounts AS holder
        GROUP BY holder
        HAVING uniqExact(held.1) >= 2
    ),
    member AS
    (
        SELECT holder AS account, arraySort(groupArray((one, other))) AS bonds
        FROM
        (
            -- Pairs of traits that go together ten times more often than if each went its own way.
            SELECT one, other, groupArray(account) AS accounts
            FROM
            (
                SELECT account, one, arrayJoin(arrayFilter(t -> t.1 > one.1, traits)) AS other
                FROM shared
                ARRAY JOIN traits AS one
            )
            GROUP BY one, other
            HAVING (count() BETWEEN 3 AND 5000) AND (toFloat64(count()) * (1 + everybody - count()) >= 10. * (1 + one.3 - count()) * (1 + other.3 - count()))
        )
        ARRAY JOIN accounts AS holder
        GROUP BY holder
    ),
    -- Stretches of ten minutes.
    slot AS
    (
        SELECT
            account,
            toUInt32(intDiv(dateDiff('second', {from:DateTime64(3, 'UTC')}, at), 600)) AS ten,
            max(organization) AS organization,
            max(paid_micro_usd) AS paid,
            toUInt32(count()) AS calls,
            toUInt32(countIf((status = 429) OR startsWith(error, 'rate_limit') OR ((limit_type != '') AND ((status = 0) OR (status >= 400))))) AS limited,
            min((at, record)) AS first
        FROM usage
        WHERE (account GLOBAL IN (SELECT account FROM member)) AND (at >= {from:DateTime64(3, 'UTC')}) AND (at < {until:DateTime64(3, 'UTC')})
        GROUP BY account, ten
    )
SELECT
    slot.account AS account,
    max(slot.organization) AS organization,
    toUInt8(max(paid) > 0) AS is_paying,
    toUnixTimestamp(min(first).1) AS began,
    lower(hex(min(first).2)) AS first_record,
    any(member.bonds) AS bonds,
    arraySort(groupArray((ten, calls, limited))) AS tens
FROM slot
GLOBAL INNER JOIN member ON member.account = slot.account
GROUP BY account
ORDER BY account
