-- When do the claimed users of each key call who come back day after day, and what do they get?
--
-- grain   one row per key with at least ten claimed users who called on four days or more, twice a day or oftener
-- window  [from, until) of the call's start, UTC
-- cost    a narrow row per account and day, then the calls of busy accounts that name a user, twice; the prompts of those keys alone
WITH
    -- Ten users with two calls on four days; above a million calls an account is an institution.
    busy AS
    (
        SELECT account
        FROM account_daily
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND)
        GROUP BY account
        HAVING (sum(requests) BETWEEN 80 AND 1000000) AND (uniqExact(day) >= 4)
    ),
    farm AS
    (
        SELECT
            caller_account,
            caller_key,
            max(organization) AS verified_organization,
            toUInt32(count()) AS users,
            toUInt32(sum(calls)) AS identified_calls,
            -- Up to 300, the same ones every time.
            arraySlice(
                arraySort(groupArrayIf(
                    (persona, toUInt32(calls), arraySort(minutes), arrayMap(t -> toUInt32(t), output), lower(hex(first.2))),
                    (days >= 4) AND (calls >= 2 * days) AND (calls <= 48 * days)
                )),
                1, 300
            ) AS returning
        FROM
        (
            SELECT
                account AS caller_account,
                key AS caller_key,
                toUInt32(cityHash64(if(end_user = '', safety_identifier, end_user))) AS persona,
                max(organization) AS organization,
                count() AS calls,
                uniqExact(toDate(at, 'UTC')) AS days,
                groupArray(2000)(toUInt32(intDiv(dateDiff('second', {from:DateTime64(3, 'UTC')}, at), 60))) AS minutes,
                quantilesExact(0.1, 0.5, 0.9)(output_tokens) AS output,
                min((at, record)) AS first
            FROM usage
            WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND (end_user != '' OR safety_identifier != '')
                AND status < 400 AND account GLOBAL IN (SELECT account FROM busy)
            GROUP BY caller_account, caller_key, persona
        )
        GROUP BY caller_account, caller_key
        HAVING length(returning) >= 10
    ),
    -- How many prompts of a key share one band of eight: of one template its share, squared; of people next to none.
    template AS
    (
        SELECT text_account, text_key, sumIf(sharing, place = 1) AS prompts, max(sharing) AS alike
        FROM
        (
            SELECT account AS text_account, key AS text_key, place, count() AS sharing
            FROM fingerprint
            ARRAY JOIN arraySlice(bands, 1, 8) AS band, arrayEnumerate(arraySlice(bands, 1, 8)) AS place
            WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND part = 'prompt'
                AND (account, key) GLOBAL IN (SELECT caller_account, caller_key FROM farm)
            GROUP BY text_account, text_key, place, band
        )
        GROUP BY text_account, text_key
    )
SELECT
    caller_account AS account,
    caller_key AS key,
    verified_organization AS organization,
    users,
    identified_calls AS calls,
    returning,
    toUInt32(template.prompts) AS prompts,
    toUInt32(template.alike) AS alike
FROM farm
LEFT JOIN template ON (text_account = caller_account) AND (text_key = caller_key)
ORDER BY account, key
