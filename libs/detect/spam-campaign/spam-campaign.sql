-- Which texts of the window say nearly the same, and which accounts sent them how often?
--
-- grain   one row per distinct text that several accounts copy or that has a verified near copy, and account; each pair of near copies once
-- window  [from, until) of the call's start, UTC
-- cost    two passes over twelve of the window's 32 bands, the first of them sorting, then the word samples of the texts that share one
WITH
    -- Texts with enough words to be told from chance. A prompt never meets a completion, so its hashes are turned. Who promotes
    -- the same address meets there as well, and is compared by words like everybody else.
    -- Twelve bands: of copies with 15 % of their words changed 97 in 100 come together, 99 by all 32, at three fifths of the time. On mail
    -- they find what all find, with fewer mistakes: precision 0.92 instead of 0.89, F1 0.55 by either.
    judged AS
    (
        SELECT
            if(part = 'prompt', bitNot(template_hash), template_hash) AS text,
            arrayMap(band -> bitXor(band, toUInt32(if(part = 'prompt', 4294967295, 0))), arraySlice(bands, 1, 12)) AS turned,
            arrayConcat(domains, contacts) AS addresses,
            if(empty(addresses), turned, arrayConcat(turned, arrayMap(address -> toUInt32(cityHash64(part, address)), addresses))) AS meeting_places,
            cityHash64(account) AS sender,
            part, exact_hash, account, organization, record, at, words, domains, contacts
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND leading AND distinct_words >= 8
    ),
    -- Places held three times and by two accounts. Sorted in 1,024 heaps their holders stand side by side, at a quarter of what
    -- counting each place costs: the other 22 bits of the place, and ten that differ from account to account.
    frequent AS
    (
        SELECT bitShiftLeft(heap, 22) + arrayJoin(arrayCompact(arrayMap(
            holding -> bitShiftRight(holding, 10),
            arrayFilter((holding, last) -> bitXor(holding, last) < 1024 AND holding != last, arraySlice(holdings, 3), arraySlice(holdings, 1, -2))
        ))) AS place
        FROM
        (
            SELECT
                bitShiftRight(place, 22) AS heap,
                groupArraySorted(16777215)(bitOr(bitShiftLeft(place, 10), bitShiftRight(toUInt32(sender * bitOr(place, 1)), 22))) AS holdings
            FROM judged
            ARRAY JOIN meeting_places AS place
            GROUP BY heap
        )
    ),
    -- The few texts that hold one, once each, numbered by their smallest words: near copies stand side by side. Made once,
    -- but analysed at each mention with all that it is made of: a window of few texts costs little else.
    holder AS MATERIALIZED
    (
        SELECT
            toUInt32(row_number() OVER (ORDER BY bitShiftLeft(toUInt128(sample[1]), 64) + bitShiftLeft(toUInt64(sample[2]), 32) + sample[3], text)) AS number,
            length(senders) AS hands,
            -- Where a set is larger than its sample, both of a pair are compared up to the largest hash that both samples reach.
            if(length(sample) = 128, sample[-1], 4294967295) AS reach,
            *
        FROM
        (
            SELECT
                text,
                -- Of any one record: the smallest of them, array by array, takes longer.
                arraySlice(groupArrayArray(128)(words), 1, min(length(words))) AS sample,
                groupUniqArrayArray(places) AS bands,
                groupUniqArray(301)(sender) AS senders,
                count() AS records
            FROM judged
            -- One place for the frequent bands: asked for in a WHERE too, they would be sought twice.
            ARRAY JOIN arrayFilter(shared -> notEmpty(shared), [arrayFilter(place -> place GLOBAL IN (frequent), meeting_places)]) AS places
            GROUP BY text
        )
    ),
    -- Within a band each text meets its neighbour, and the first sixteen the first of all; what several send word for word meets itself.
    pair AS
    (
        SELECT DISTINCT two.1 AS one, two.2 AS other
        FROM
        (
            SELECT
                -- A band of more than 300 accounts is a phrase of the language or a popular public text.
                if(uniqExactArray(senders) <= 300, arraySort(groupArray(number)), []) AS texts,
                groupArrayIf(number, records >= 3 AND hands BETWEEN 2 AND 300) AS copied
            FROM holder
            ARRAY JOIN bands AS band
            GROUP BY band
        )
        ARRAY JOIN arrayConcat(
            arrayZip(arrayPopBack(texts), arrayPopFront(texts)),
            -- Where a band is long, texts meet in other bands as well.
            arrayMap(text -> (texts[1], text), arraySlice(texts, 3, 14)),
            arrayZip(copied, copied)
        ) AS two
    ),
    -- Jaccard index of the word sets: counting what the two have together costs a third of intersecting them.
    near AS
    (
        SELECT one, other, one_text, other_text, one_teller, other_teller, toFloat32((length(a) + length(b) - together) / together) AS likeness
        FROM
        (
            SELECT
                one,
                other,
                holder.text AS one_text,
                fellow.text AS other_text,
                holder.senders[1] AS one_teller,
                fellow.senders[1] AS other_teller,
                least(holder.reach, fellow.reach) AS common_reach,
                if(common_reach = 4294967295, holder.sample, arrayFilter(w -> w <= common_reach, holder.sample)) AS a,
                if(common_reach = 4294967295, fellow.sample, arrayFilter(w -> w <= common_reach, fellow.sample)) AS b,
                arrayUniq(arrayConcat(a, b)) AS together
            FROM pair
            INNER JOIN holder ON holder.number = pair.one
            INNER JOIN holder AS fellow ON fellow.number = pair.other
        )
        -- A copy is one whether or not its words are still there.
        WHERE length(a) + length(b) - together >= 0.3 * together AND (together > 0 OR one = other)
    ),
    -- Texts worth rows: near another, or sent word for word by several, but no popular public text. One of its senders tells its links.
    telling AS
    (
        SELECT side.1 AS text, any(side.2) AS number, any(side.3) AS teller, groupArrayArray(side.4) AS links
        FROM near
        ARRAY JOIN [(one_text, one, one_teller, if(one = other, [], [(other, likeness)])), (other_text, other, other_teller, [])] AS side
        GROUP BY text
    ),
    -- How much each account wrote in the window, of whatever kind; hashes are shorter than names.
    activity AS
    (
        SELECT cityHash64(account) AS sender, toUInt32(count()) AS written
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND leading
        GROUP BY sender
    ),
    sending AS
    (
        SELECT
            judged.text AS text,
            judged.account AS account,
            any(judged.sender) AS sender,
            any(telling.number) AS number,
            if(sender = any(telling.teller), any(telling.links), []) AS links,
            min(part) AS part,
            min(organization) AS organization,
            toUnixTimestamp(min(at)) AS began,
            arrayMap(r -> lower(hex(r.2)), arraySort(groupArray((at, record)))) AS records,
            arraySort(groupUniqArray(toUInt32(exact_hash))) AS wordings,
            arraySort(groupUniqArrayArray(arrayConcat(domains, contacts))) AS promoted
        FROM judged
        GLOBAL INNER JOIN telling ON telling.text = judged.text
        GROUP BY text, account
    )
SELECT
    number,
    toString(part) AS part,
    wordings,
    links.1 AS near,
    links.2 AS likenesses,
    account,
    organization,
    written,
    began,
    records,
    promoted
FROM sending
INNER JOIN activity ON activity.sender = sending.sender
