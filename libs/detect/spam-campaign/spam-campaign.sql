-- Which texts of the window say nearly the same, and which accounts sent them how often?
--
-- grain   one row per distinct text that several accounts copy or that has a verified near copy
-- window  [from, until) of the call's start, UTC
-- cost    three passes over the window's bands, then the word samples of the texts that share a band
WITH
    -- Texts with enough words to be told from chance. A prompt never meets a completion, so its hashes are turned.
    judged AS
    (
        SELECT
            if(part = 'prompt', bitNot(template_hash), template_hash) AS text,
            if(part = 'prompt', arrayMap(b -> bitNot(b), bands), bands) AS meeting_places,
            part, exact_hash, account, record, at, words, domains, contacts
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND leading AND distinct_words >= 8
    ),
    -- A band of more than 300 accounts is a phrase of the language or a popular public text.
    shared_band AS
    (
        SELECT band
        FROM judged
        ARRAY JOIN meeting_places AS band
        GROUP BY band
        HAVING count() >= 3 AND uniqExact(account) BETWEEN 2 AND 300
    ),
    met AS
    (
        SELECT band, text, any(words) AS sample
        FROM judged
        ARRAY JOIN meeting_places AS band
        WHERE band IN (shared_band)
        GROUP BY band, text
    ),
    known AS
    (
        SELECT text, any(sample) AS words
        FROM met
        GROUP BY text
    ),
    -- Within a band each text meets the first and its neighbour, ordered by their smallest words: near copies stand side by side.
    pair AS
    (
        SELECT DISTINCT two.1 AS one, two.2 AS other
        FROM
        (
            SELECT arrayMap(t -> t.2, arraySort(groupArray((arraySlice(sample, 1, 3), text)))) AS texts
            FROM met
            GROUP BY band
            HAVING count() >= 2
        )
        ARRAY JOIN arrayConcat(
            arrayMap(t -> (least(t, texts[1]), greatest(t, texts[1])), arrayPopFront(texts)),
            arrayMap((t, next) -> (least(t, next), greatest(t, next)), arrayPopBack(texts), arrayPopFront(texts))
        ) AS two
    ),
    -- Jaccard index of the word sets; where a set is larger than its sample, below the largest hash both samples reach.
    near AS
    (
        SELECT
            one,
            other,
            least(if(length(a.words) = 128, a.words[-1], 4294967295), if(length(b.words) = 128, b.words[-1], 4294967295)) AS reach,
            arrayCount(w -> w <= reach, arrayIntersect(a.words, b.words)) AS common,
            common / (arrayCount(w -> w <= reach, a.words) + arrayCount(w -> w <= reach, b.words) - common) AS likeness
        FROM pair
        INNER JOIN known AS a ON a.text = one
        INNER JOIN known AS b ON b.text = other
        WHERE likeness >= 0.3
    ),
    link AS
    (
        SELECT text, arraySort(groupArray((lower(hex(neighbour)), toFloat32(likeness)))) AS links
        FROM
        (
            SELECT one AS text, other AS neighbour, likeness FROM near
            UNION ALL
            SELECT other AS text, one AS neighbour, likeness FROM near
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
    sender AS
    (
        SELECT
            text,
            account,
            any(part) AS part,
            toUnixTimestamp(min(at)) AS began,
            arrayMap(r -> lower(hex(r.2)), arraySort(groupArray((at, record)))) AS records,
            groupUniqArray(exact_hash) AS wordings,
            arraySort(groupUniqArrayArray(arrayConcat(domains, contacts))) AS promoted
        FROM judged
        WHERE text IN (SELECT text FROM known)
        GROUP BY text, account
    )
SELECT
    lower(hex(sender.text)) AS text,
    toString(any(sender.part)) AS part,
    toUInt32(length(groupUniqArrayArray(sender.wordings))) AS wordings,
    any(link.links) AS links,
    arraySort(groupArray((sender.account, activity.written, sender.began, sender.records, sender.promoted))) AS senders
FROM sender
INNER JOIN activity ON activity.account = sender.account
LEFT JOIN link ON link.text = sender.text
GROUP BY sender.text
HAVING notEmpty(links) OR (length(senders) >= 2 AND sum(length(sender.records)) >= 3)
ORDER BY text
