-- Which texts of the window say nearly the same, and which accounts sent them how often?
--
-- grain   one row per distinct text that is sent three times or has a verified near copy
-- window  [from, until) of the call's start, UTC
-- cost    one pass over the window's bands, then word samples of the texts that share a band
WITH
    -- Texts that carry enough words to be told from chance.
    judged AS
    (
        SELECT template_hash, account, record, bands, words
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND leading AND distinct_words >= 8
    ),
    -- A band of more than 300 accounts is a phrase of the language or a popular public text.
    shared_band AS
    (
        SELECT band
        FROM judged
        ARRAY JOIN bands AS band
        GROUP BY band
        HAVING count() >= 3 AND uniqExact(account) BETWEEN 2 AND 300
    ),
    candidate AS
    (
        SELECT band, template_hash, any(words) AS words
        FROM judged
        ARRAY JOIN bands AS band
        WHERE band IN (shared_band)
        GROUP BY band, template_hash
    ),
    -- Within a band each text meets the first text and its neighbour, in the order of their smallest words: near copies stand side by side.
    meeting AS
    (
        SELECT DISTINCT pair.1 AS first, pair.2 AS second
        FROM
        (
            SELECT arrayMap(t -> t.2, arraySort(groupArray((arraySlice(words, 1, 3), template_hash)))) AS texts
            FROM candidate
            GROUP BY band
            HAVING count() >= 2
        )
        ARRAY JOIN arrayConcat(
            arrayMap(t -> (least(t, texts[1]), greatest(t, texts[1])), arrayPopFront(texts)),
            arrayMap((t, next) -> (least(t, next), greatest(t, next)), arrayPopBack(texts), arrayPopFront(texts))
        ) AS pair
    ),
    sample AS
    (
        SELECT template_hash, any(words) AS words
        FROM candidate
        GROUP BY template_hash
    ),
    -- Jaccard of the word sets; of samples, below the smaller of their largest hashes, where both are complete.
    near AS
    (
        SELECT
            first,
            second,
            least(
                if(length(a.words) = 128, a.words[-1], toUInt32(0xFFFFFFFF)),
                if(length(b.words) = 128, b.words[-1], toUInt32(0xFFFFFFFF))
            ) AS complete,
            arrayCount(w -> w <= complete, arrayIntersect(a.words, b.words)) AS common,
            common / (arrayCount(w -> w <= complete, a.words) + arrayCount(w -> w <= complete, b.words) - common) AS likeness
        FROM meeting
        INNER JOIN sample AS a ON a.template_hash = first
        INNER JOIN sample AS b ON b.template_hash = second
        WHERE likeness >= 0.3
    ),
    link AS
    (
        SELECT
            text,
            arraySort(groupArray((lower(hex(other)), toFloat32(likeness)))) AS links
        FROM
        (
            SELECT first AS text, second AS other, likeness FROM near
            UNION ALL
            SELECT second AS text, first AS other, likeness FROM near
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
        SELECT template_hash, account, arraySort(groupArray(lower(hex(record)))) AS records
        FROM judged
        WHERE template_hash IN (SELECT text FROM link) OR template_hash IN (SELECT template_hash FROM sample)
        GROUP BY template_hash, account
    )
SELECT
    lower(hex(template_hash)) AS text,
    any(link.links) AS links,
    arraySort(groupArray((account, written, records))) AS senders
FROM sender
INNER JOIN activity USING (account)
LEFT JOIN link ON link.text = template_hash
GROUP BY template_hash
HAVING notEmpty(links) OR (length(senders) >= 2 AND sum(length(records)) >= 3)
ORDER BY text
