-- Which texts of the window say nearly the same, and which accounts sent them how often?
--
-- grain   one row per distinct text that several accounts copy or that has a verified near copy
-- window  [from, until) of the call's start, UTC
-- cost    two passes over the window's bands, the first of them sorting, then the word samples of the texts that share a band
WITH
    -- Texts with enough words to be told from chance. A prompt never meets a completion, so its hashes are turned. Who promotes
    -- the same address meets there as well, and is compared by words like everybody else.
    judged AS
    (
        SELECT
            if(part = 'prompt', bitNot(template_hash), template_hash) AS text,
            arrayConcat(
                if(part = 'prompt', arrayMap(b -> bitNot(b), bands), bands),
                arrayMap(address -> toUInt32(cityHash64(part, address)), arrayConcat(domains, contacts))
            ) AS meeting_places,
            cityHash64(account) AS sender,
            part, exact_hash, account, organization, record, at, words, domains, contacts
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND leading AND distinct_words >= 8
    ),
    -- Bands held three times and by two accounts. Sorted in 1,024 heaps their holders stand side by side, at a quarter of what
    -- counting each band costs.
    shared_band AS
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
            SELECT arraySort(groupArray(bitShiftLeft(toUInt64(place), 32) + bitAnd(sender, 4294967295))) AS heap
            FROM judged
            ARRAY JOIN meeting_places AS place
            GROUP BY bitShiftRight(place, 22)
        )
    ),
    -- Texts of shared bands, once each: carried along to every band, their words are most of the cost.
    holder AS
    (
        SELECT text, min(words) AS sample, groupUniqArrayArray(places) AS bands, groupUniqArray(301)(sender) AS senders
        FROM judged
        -- One place for the shared bands: asked for in a WHERE too, they would be sought twice.
        ARRAY JOIN arrayFilter(shared -> notEmpty(shared), [arrayFilter(place -> place GLOBAL IN (shared_band), meeting_places)]) AS places
        GROUP BY text
    ),
    meeting AS
    (
        SELECT arraySort(t -> (t.1, t.2), groupArray((arraySlice(sample, 1, 3), text, sample))) AS texts
        FROM holder
        ARRAY JOIN bands AS band
        GROUP BY band
        -- A band of more than 300 accounts is a phrase of the language or a popular public text.
        HAVING count() >= 2 AND uniqExactArray(senders) <= 300
    ),
    -- Within a band each text meets its neighbour and the first, ordered by their smallest words: near copies stand side by side.
    pair AS
    (
        SELECT
            two.1.2 AS one,
            two.2.2 AS other,
            -- Where a set is larger than its sample, both are compared up to the largest hash that both samples reach.
            least(if(length(two.1.3) = 128, two.1.3[-1], 4294967295), if(length(two.2.3) = 128, two.2.3[-1], 4294967295)) AS reach,
            arrayFilter(w -> w <= reach, two.1.3) AS a,
            arrayFilter(w -> w <= reach, two.2.3) AS b
        FROM meeting
        ARRAY JOIN arrayConcat(
            arrayZip(arrayPopBack(texts), arrayPopFront(texts)),
            arrayZip(arrayWithConstant(length(arraySlice(texts, 3)), texts[1]), arraySlice(texts, 3))
        ) AS two
    ),
    -- Jaccard index of the word sets: counting what the two have together costs a third of intersecting them.
    near AS
    (
        SELECT one, other, max((length(a) + length(b) - together) / together) AS likeness
        FROM (SELECT one, other, a, b, arrayUniq(arrayConcat(a, b)) AS together FROM pair)
        GROUP BY one, other
        HAVING likeness >= 0.3
    ),
    -- Texts worth a row: near another, or sent word for word by several.
    telling AS
    (
        SELECT text, arraySort(groupUniqArrayArray(links)) AS links
        FROM
        (
            SELECT end.1 AS text, [(lower(hex(end.2)), toFloat32(likeness))] AS links
            FROM near
            ARRAY JOIN [(one, other), (other, one)] AS end
            UNION ALL
            SELECT text, [] AS links
            FROM judged
            GROUP BY text
            HAVING count() >= 3 AND min(sender) != max(sender)
        )
        GROUP BY text
    ),
    -- How much each account wrote in the window, of whatever kind.
    activity AS
    (
        SELECT account, toUInt32(count()) AS written
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND leading
        GROUP BY account
    ),
    sending AS
    (
        SELECT
            judged.text AS text,
            judged.account AS account,
            min(part) AS part,
            min(organization) AS organization,
            any(telling.links) AS links,
            toUnixTimestamp(min(at)) AS began,
            arrayMap(r -> lower(hex(r.2)), arraySort(groupArray((at, record)))) AS records,
            groupUniqArray(exact_hash) AS wordings,
            arraySort(groupUniqArrayArray(arrayConcat(domains, contacts))) AS promoted
        FROM judged
        GLOBAL INNER JOIN telling ON telling.text = judged.text
        GROUP BY text, account
    )
SELECT
    lower(hex(sending.text)) AS text,
    toString(any(sending.part)) AS part,
    toUInt32(length(groupUniqArrayArray(sending.wordings))) AS wordings,
    arrayMap(link -> link.1, any(sending.links)) AS near,
    arrayMap(link -> link.2, any(sending.links)) AS likenesses,
    CAST(
        arraySort(groupArray((sending.account, sending.organization, activity.written, sending.began, sending.records, sending.promoted))),
        'Array(Tuple(account String, organization String, written UInt32, began UInt32, records Array(String), promoted Array(String)))'
    ) AS senders
FROM sending
INNER JOIN activity ON activity.account = sending.account
GROUP BY sending.text
HAVING count() <= 300
ORDER BY text
