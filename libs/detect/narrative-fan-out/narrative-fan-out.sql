-- Who says again, with a few words changed, what others say as well, and in which languages were they answered?
--
-- grain   one row per account that says again what at least two others say; at most 60 of its renderings
-- window  [from, until) of the call's start, UTC
-- cost    two passes over six bands of the window's prompts, then all fingerprints of the accounts that ask alike
WITH
    said AS
    (
        -- With a word in ten changed a tenth of the renderings share any one band; six of 32 show whoever renders it more than a few times.
        SELECT account, cityHash64(account) AS sender, arraySlice(bands, 1, 6) AS six
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND part = 'prompt' AND plain_words BETWEEN 6 AND 300
    ),
    -- Bands held five times and by two accounts. Sorted in 1,024 heaps their holders stand side by side, at a quarter of what
    -- counting each band costs.
    shared AS
    (
        SELECT arrayJoin(arrayMap(
            holding -> toUInt32(bitShiftRight(holding, 32)),
            arrayFilter(
                (holding, last) -> (bitXor(holding, last) < 4294967296) AND (holding != last),
                arraySlice(heap, 5), arraySlice(heap, 1, -4)
            )
        )) AS band
        FROM
        (
            SELECT arraySort(groupArray(holding)) AS heap
            FROM
            (
                SELECT arrayMap(band -> bitShiftLeft(toUInt64(band), 32) + bitAnd(sender, 4294967295), six) AS holdings
                FROM said
            )
            ARRAY JOIN holdings AS holding
            GROUP BY toUInt16(bitShiftRight(holding, 54))
        )
    ),
    alike AS
    (
        SELECT arrayJoin(groupUniqArray(sender)) AS candidate
        FROM
        (
            SELECT sender, six
            FROM said
            WHERE account GLOBAL IN
            (
                SELECT account
                FROM account_daily
                WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND)
                GROUP BY account
                -- Who calls more often runs a product, and comparing all its prompts would cost by the square.
                HAVING sum(requests) BETWEEN 3 AND 2000
            )
        )
        ARRAY JOIN arrayFilter(place -> place GLOBAL IN (SELECT band FROM shared), six) AS band
        GROUP BY band
        -- What more than this say is public.
        HAVING (uniqExact(sender) BETWEEN 3 AND 1000) AND (count() >= 5)
    ),
    -- Prompt and answer of one call together.
    rendering AS
    (
        SELECT
            any(account) AS sender_account,
            max(organization) AS sender_organization,
            (
                toUnixTimestamp(min(at)),
                lower(hex(record)),
                toString(anyIf(language, part = 'completion')),
                anyIf(length, part = 'completion'),
                toUInt8(countIf((part = 'completion') AND (notEmpty(domains) OR notEmpty(contacts))) > 0),
                anyIf(bands, part = 'prompt'),
                anyIf(arraySlice(bands, 1, 4), part = 'completion'),
                anyIf(arraySlice(words, 1, 64), part = 'prompt')
            ) AS told
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
            AND cityHash64(account) GLOBAL IN (SELECT candidate FROM alike)
        GROUP BY record
        HAVING countIf(part = 'prompt') > 0
    ),
    repeated AS
    (
        SELECT
            sender_account,
            max(sender_organization) AS organization,
            count() AS all_prompts,
            groupArray(told) AS all_told,
            arraySort(groupArrayArray(told.6)) AS places,
            arrayDistinct(arrayFilter((place, before) -> place = before, places, arrayPushFront(arrayPopBack(places), 0))) AS twice,
            arrayFilter(t -> hasAny(t.6, twice), all_told) AS own
        FROM rendering
        GROUP BY sender_account
    )
SELECT
    sender_account AS account,
    organization,
    toUInt32(all_prompts) AS prompts,
    toUInt32(length(own)) AS rendered,
    arrayMap(
        t -> (t.1, t.2, t.3, t.4, t.5, arraySlice(arraySort(arrayIntersect(t.6, twice)), 1, 8), t.7, t.8),
        -- The same ones every time, in no order of time.
        arraySlice(arraySort(t -> cityHash64(t.2), own), 1, 60)
    ) AS renderings
FROM repeated
WHERE notEmpty(own)
ORDER BY account
