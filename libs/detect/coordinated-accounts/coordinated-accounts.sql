-- Which pairs of accounts say the same or promote the same at nearly the same time, and how often would chance make them?
--
-- grain   one row per trace and pair of accounts that may be tied; at most 60 pairs per trace and account, the closest ones
-- window  [from, until) of the call's start, UTC
-- cost    two passes over eight of the window's 32 bands, four over its accounts and domains; pairs only among the first 150 holders of a thing
WITH
    said AS
    (
        SELECT
            if(part = 'prompt', bitNot(template_hash), template_hash) AS text,
            arrayMap(band -> bitXor(band, toUInt32(if(part = 'prompt', 4294967295, 0))), arraySlice(bands, 1, 8)) AS eight,
            cityHash64(account) AS sender,
            toUnixTimestamp(at) AS second,
            part, exact_hash, plain_words, account, organization, record, words, domains
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND leading
    ),
    -- Fewer than five words of its own are a greeting, a title or a frame around a link. Copies of three words in twenty changed
    -- share one of eight bands in four cases of five, and who acts together copies more than one text.
    spoken AS
    (
        SELECT * FROM said WHERE plain_words >= 5
    ),
    -- Bands of two accounts. Sorted in 1,024 heaps their holders stand side by side, at a quarter of what counting each band
    -- costs: the other 22 bits of the band, and ten that differ from account to account.
    shared_band AS
    (
        SELECT bitShiftLeft(heap, 22) + arrayJoin(arrayCompact(arrayMap(
            holding -> bitShiftRight(holding, 10),
            arrayFilter((holding, before) -> bitXor(holding, before) < 1024 AND holding != before, arraySlice(holdings, 2), arraySlice(holdings, 1, -1))
        ))) AS band
        FROM
        (
            SELECT
                bitShiftRight(band, 22) AS heap,
                groupArraySorted(16777215)(bitOr(bitShiftLeft(band, 10), bitShiftRight(toUInt32(sender * bitOr(band, 1)), 22))) AS holdings
            FROM spoken
            ARRAY JOIN eight AS band
            GROUP BY heap
        )
    ),
    -- Texts of shared bands, once each and made once, numbered by their smallest words: near copies stand side by side.
    holder AS MATERIALIZED
    (
        SELECT
            *,
            -- Where a set is larger than its sample, both of a pair are compared up to the largest hash that both samples reach.
            if(length(sample) = 128, sample[-1], 4294967295) AS reach,
            toUInt32(row_number() OVER (
                ORDER BY bitShiftLeft(toUInt128(sample[1]), 64) + bitShiftLeft(toUInt64(sample[2]), 32) + sample[3], text
            )) AS number
        FROM
        (
            SELECT
                text,
                -- Of any one record: the smallest of them, array by array, would take a tenth of the question more.
                arraySlice(groupArrayArray(128)(words), 1, min(length(words))) AS sample,
                groupUniqArrayArray(shared) AS bands,
                min(sender) != max(sender) AS of_several
            FROM spoken
            -- One place for the shared bands: asked for in a WHERE too, they would be sought twice.
            ARRAY JOIN arrayFilter(bands -> notEmpty(bands), [arrayFilter(band -> band GLOBAL IN (shared_band), eight)]) AS shared
            GROUP BY text
        )
    ),
    -- Within a band each text meets its neighbour and the first; what several accounts say meets itself.
    neighbours AS
    (
        SELECT DISTINCT two.1 AS one, two.2 AS next
        FROM
        (
            SELECT
                arraySort(groupArray(number)) AS all_texts,
                groupArrayIf(number, of_several) AS copied,
                -- More distinct texts than this meet in a phrase of the language.
                if(count() <= 300, all_texts, []) AS texts
            FROM holder
            ARRAY JOIN bands AS band
            GROUP BY band
        )
        ARRAY JOIN arrayConcat(
            arrayZip(arrayPopBack(texts), arrayPopFront(texts)),
            arrayZip(arrayWithConstant(length(arraySlice(texts, 3)), texts[1]), arraySlice(texts, 3)),
            arrayZip(copied, copied)
        ) AS two
    ),
    -- A text bears the name of the smallest one that is near it or itself. What one account alone says ties nobody.
    named AS
    (
        SELECT end.1 AS text, least(end.1, min(end.2)) AS name
        FROM
        (
            SELECT
                holder.text AS one,
                fellow.text AS next,
                least(holder.reach, fellow.reach) AS common_reach,
                if(common_reach = 4294967295, holder.sample, arrayFilter(w -> w <= common_reach, holder.sample)) AS a,
                if(common_reach = 4294967295, fellow.sample, arrayFilter(w -> w <= common_reach, fellow.sample)) AS b,
                arrayUniq(arrayConcat(a, b)) AS together
            FROM neighbours
            INNER JOIN holder ON holder.number = neighbours.one
            INNER JOIN holder AS fellow ON fellow.number = neighbours.next
            -- Jaccard index of the word sets: one word in five may differ. From 0.65 to 0.8 nearly the same groups are found;
            -- below, retold news ties whoever tells it. Texts whose words are gone cannot be compared; a copy is one all the same.
            -- What is dear comes first: skipped for some, it copies the sets of the others, in twice the memory.
            WHERE length(a) + length(b) - together >= 0.65 * together AND (together > 0 OR one = next)
        )
        ARRAY JOIN [(one, next), (next, one)] AS end
        GROUP BY text
    ),
    -- What an account did: said a text, or promoted a domain, with the day, by whose rhythm domains are judged.
    act AS
    (
        SELECT
            'text' AS trace,
            named.name AS object,
            toUInt32(0) AS day,
            sender, organization, second, record, part, exact_hash
        FROM spoken
        GLOBAL INNER JOIN named ON named.text = spoken.text
        UNION ALL
        SELECT 'domain' AS trace, cityHash64(domain) AS object, intDiv(second, 86400) AS day, sender, organization, second, record, part, exact_hash
        -- Asked for by itself, so that nothing else is read of the many that promote nothing.
        FROM (SELECT * FROM said WHERE notEmpty(domains)) AS said
        ARRAY JOIN domains AS domain
    ),
    -- How likely two acts of a day lie within a minute, ten and sixty, whoever did them: the share of all pairs of its acts that do.
    rhythm AS
    (
        SELECT
            day,
            arrayMap(near -> least(1, (near - count()) / greatest(count() * (count() - 1), 1)), [sum(n_60), sum(n_600), sum(n_3600)]) AS within
        FROM
        (
            SELECT
                day,
                count() OVER (PARTITION BY day ORDER BY second ASC RANGE BETWEEN 60 PRECEDING AND 60 FOLLOWING) AS n_60,
                count() OVER (PARTITION BY day ORDER BY second ASC RANGE BETWEEN 600 PRECEDING AND 600 FOLLOWING) AS n_600,
                count() OVER (PARTITION BY day ORDER BY second ASC RANGE BETWEEN 3600 PRECEDING AND 3600 FOLLOWING) AS n_3600
            FROM (SELECT second, intDiv(second, 86400) AS day FROM said ARRAY JOIN domains)
        )
        GROUP BY day
    ),
    activity AS MATERIALIZED
    (
        SELECT
            sender,
            any(account) AS name,
            countIf(plain_words >= 5) AS texts,
            sum(length(domains)) AS links,
            sum(texts) OVER () AS all_texts,
            sum(links) OVER () AS all_links
        FROM said
        GROUP BY sender
    ),
    -- Holders of a thing, the same ones first for every thing, so that a crowd is judged by those its things have in common.
    thing AS
    (
        SELECT
            trace,
            object,
            day,
            count() AS crowd,
            arraySlice(arraySort(groupArray((sender, organization, seconds, records, first))), 1, 150) AS holders
        FROM
        (
            SELECT
                trace,
                object,
                day,
                sender,
                cityHash64(max(organization)) AS organization,
                -- Its first sixty-four instants show how near two accounts come.
                arraySlice(arraySort(groupUniqArray(second)), 1, 64) AS seconds,
                toUInt32(count()) AS records,
                min((second, record)) AS first,
                uniqState(exact_hash) AS wordings,
                any(part) AS part
            FROM act
            GROUP BY trace, object, day, sender
        )
        GROUP BY trace, object, day
        -- What goes in is pasted by classes and fans; a campaign fills slots.
        HAVING crowd >= 2 AND (trace = 'domain' OR any(part) = 'completion' OR 2 * uniqMerge(wordings) >= sum(records))
    ),
    -- Every two holders of a thing, unless of one verified organisation, with the seconds between their nearest acts.
    meeting AS
    (
        SELECT
            trace,
            object,
            day,
            crowd,
            one,
            one.1 AS one_sender,
            one.2 AS one_organization,
            arrayJoin(arrayFilter(h -> h.1 > one_sender AND (h.2 != one_organization OR h.2 = cityHash64('')), holders)) AS other,
            other.1 AS other_sender,
            arrayMin(s -> arrayMin(t -> abs(toInt64(s) - toInt64(t)), other.3), one.3) AS gap,
            length(one.3) * length(other.3) AS chances
        FROM (SELECT trace, object, day, crowd, holders, arrayJoin(holders) AS one FROM thing)
    ),
    shared AS
    (
        SELECT
            trace,
            one_sender,
            other_sender,
            object,
            min(gap) AS gap,
            max(crowd) AS crowd,
            -- How likely chance brings the two as near at least once.
            arrayMap(missed -> 1 - exp(missed), sumForEach(arrayMap(w -> chances * log(1 - least(w, 0.999999)), rhythm.within))) AS within,
            (toUInt32(sum(one.4)), toUInt32(sum(other.4)), min(one.5), min(other.5)) AS tie
        FROM meeting
        LEFT JOIN rhythm ON rhythm.day = meeting.day
        GROUP BY trace, one_sender, other_sender, object
    ),
    -- Texts meet within four hours, a shift; from two to six the same groups are found. Domains meet within one.
    pair AS
    (
        SELECT
            trace,
            one_sender,
            other_sender,
            count() AS things,
            [countIf(gap <= 60), countIf(gap <= 600), countIf(gap <= 3600), countIf(gap <= 14400)] AS met,
            avgForEach(within) AS chance,
            sumIf(1 / (crowd - 1), gap <= if(trace = 'text', 14400, 3600)) AS closeness,
            minIf(crowd, gap <= 14400) AS rarest,
            max(crowd) AS widest,
            groupArraySortedIf(8)((gap, object, tie), gap <= if(trace = 'text', 14400, 3600)) AS ties,
            countIf(things >= if(trace = 'text', 2, 3)) OVER (PARTITION BY trace) AS tested,
            countIf(met[4] = 1) OVER (PARTITION BY trace) AS once
        FROM shared
        GROUP BY trace, one_sender, other_sender
    )
SELECT
    trace,
    of_one.name AS one,
    of_other.name AS other,
    toUInt32(things) AS shared_things,
    arrayMap(m -> toUInt32(m), met) AS near,
    arrayMap(c -> round(c, 9), chance) AS likely,
    round(closeness, 9) AS closeness_of_pair,
    arrayMap(
        t -> (lower(hex(t.2)), (t.3.1, t.3.3.1, lower(hex(t.3.3.2))), (t.3.2, t.3.4.1, lower(hex(t.3.4.2)))),
        ties
    ) AS tied_by,
    toUInt32(if(trace = 'text', of_one.texts, of_one.links)) AS acts_of_one,
    toUInt32(if(trace = 'text', of_other.texts, of_other.links)) AS acts_of_other,
    toUInt32(if(trace = 'text', of_one.all_texts, of_one.all_links)) AS all_acts,
    toUInt32(tested) AS pairs_tested,
    toUInt32(once) AS pairs_met_once,
    toUInt32(widest) AS most_holders
FROM
(
    SELECT *
    FROM pair
    WHERE if(
        trace = 'text',
        met[4] >= 2 OR (met[4] = 1 AND rarest <= 10),
        things >= 3 AND (met[1] >= 2 OR met[2] >= 3 OR met[3] >= 5)
    )
    ORDER BY met[4] DESC, closeness DESC, one_sender, other_sender
    LIMIT 60 BY trace, one_sender
    LIMIT 200000
) AS telling
INNER JOIN activity AS of_one ON of_one.sender = telling.one_sender
INNER JOIN activity AS of_other ON of_other.sender = telling.other_sender
ORDER BY trace, one, other
