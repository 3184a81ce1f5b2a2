-- Which texts of several accounts stand near each other today, and hardly did in the week before?
--
-- grain   one row per distinct text near enough to others of its kind to be grouped
-- window  [from, until) of the call's start, UTC, and the seven days before it
-- cost    six of 32 bands: of the last day, then of the whole stretch where those meet again; then the few texts that hold them
WITH
    -- What the last day has in common: bands held three times and by two accounts. Sorted in 1,024 heaps their holders stand
    -- side by side, at a quarter of what counting each band costs.
    met AS
    (
        SELECT arrayJoin(arrayMap(
            holding -> toUInt32(bitShiftRight(holding, 32)),
            arrayFilter(
                (holding, last) -> bitXor(holding, last) < 4294967296 AND holding != last,
                arraySlice(heap, 3), arraySlice(heap, 1, -2)
            )
        )) AS band
        FROM
        (
            SELECT arraySort(groupArray(holding)) AS heap
            FROM
            (
                SELECT arrayMap(
                    band -> bitShiftLeft(toUInt64(band), 32) + bitAnd(cityHash64(account), 4294967295),
                    arraySlice(bands, 1, 6)
                ) AS holdings
                FROM fingerprint
                WHERE at >= {until:DateTime64(3, 'UTC')} - INTERVAL 1 DAY AND at < {until:DateTime64(3, 'UTC')}
                    AND distinct_words >= 8
            )
            ARRAY JOIN holdings AS holding
            GROUP BY toUInt32(bitShiftRight(holding, 54))
        )
    ),
    -- Texts that hold a band twice as frequent in the window as in the week before; what was always there ends here,
    -- and what fifty thousand calls have in common needs no discovering.
    fresh AS
    (
        -- The same three hundred whoever asks: beyond them a group is judged by a sample.
        SELECT arrayJoin(arraySlice(arraySort(groupUniqArray(template_hash)), 1, 300)) AS text
        FROM fingerprint
        ARRAY JOIN arrayFilter(place -> place GLOBAL IN (met), arraySlice(bands, 1, 6)) AS band
        WHERE at >= {from:DateTime64(3, 'UTC')} - INTERVAL 7 DAY AND at < {until:DateTime64(3, 'UTC')}
            AND distinct_words >= 8
        GROUP BY band
        HAVING countIf(at >= {from:DateTime64(3, 'UTC')}) * 7 * 86400
            >= 2 * countIf(at < {from:DateTime64(3, 'UTC')}) * dateDiff('second', {from:DateTime64(3, 'UTC')}, {until:DateTime64(3, 'UTC')})
            AND count() <= 50000
    ),
    -- How much there was of everything, so that a busy week is no growth.
    (
        SELECT arraySort(groupArray((day, records)))
        FROM
        (
            SELECT toUInt32(toDate(hour, 'UTC')) AS day, toUInt32(sum(records)) AS records
            FROM usage_arrival
            WHERE hour >= toStartOfHour({from:DateTime64(3, 'UTC')}) - INTERVAL 7 DAY AND hour < {until:DateTime64(3, 'UTC')}
            GROUP BY day
        )
    ) AS everything
SELECT
    lower(hex(template_hash)) AS text,
    toString(part) AS part,
    min(language) AS language,
    base64Encode(min(bands)) AS bands,
    base64Encode(min(words)) AS words,
    arraySort(groupArray((sending.account, organization, day, began, records, toUInt32(calls)))) AS sendings,
    toUInt32(toDate({from:DateTime64(3, 'UTC')}, 'UTC')) AS first_day,
    toUInt32(toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND, 'UTC')) AS last_day,
    -- The same for every row, so one carries it.
    if(rowNumberInAllBlocks() = 0, base64Encode(reinterpretAsString(arrayFlatten(arrayMap(d -> [d.1, d.2], everything)))), '') AS days
FROM
(
    SELECT account, sum(requests) AS calls
    FROM account_daily
    WHERE day >= toDate({from:DateTime64(3, 'UTC')}, 'UTC') AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND, 'UTC')
    GROUP BY account
) AS activity
-- The few sendings are what is held in memory, not everybody's calls.
GLOBAL RIGHT JOIN
(
    SELECT
        template_hash,
        part,
        account,
        toUInt32(toDate(at, 'UTC')) AS day,
        max(organization) AS organization,
        min(language) AS language,
        toUnixTimestamp(min(at)) AS began,
        any(reinterpretAsString(fingerprint.bands)) AS bands,
        min(reinterpretAsString(fingerprint.words)) AS words,
        arrayMap(r -> lower(hex(r.2)), arraySort(groupArray((at, record)))) AS records
    FROM fingerprint
    -- Asked first, so that bands and words are read of those texts alone.
    PREWHERE at >= {from:DateTime64(3, 'UTC')} - INTERVAL 7 DAY AND at < {until:DateTime64(3, 'UTC')}
        AND template_hash GLOBAL IN (fresh)
    GROUP BY template_hash, part, account, day
) AS sending ON activity.account = sending.account
GROUP BY template_hash, part
ORDER BY text, part
