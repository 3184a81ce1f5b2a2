-- What is kept of a text once it is gone: keyed hashes of its words, never the words.
--
-- Every hash is keyed by the installation's fingerprint secret, so that a reader of the warehouse cannot
-- look words up in a dictionary. It outlives the rotation of pseudonyms: changing it would start fingerprints anew.

CREATE TABLE IF NOT EXISTS {{local fingerprint}} {{on_cluster}}
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    record FixedString(16),
    part Enum8('prompt' = 1, 'completion' = 2),
    -- The text a record is judged by: its completion, or its prompt when no completion was logged.
    leading Bool,
    at DateTime64(3, 'UTC'),
    account String,
    organization String,
    key String,
    -- Bytes as logged; words are counted once each, after masking.
    length UInt32,
    distinct_words UInt16,
    -- Percent of the words that stand behind a quotation mark.
    quoted_percent UInt8,
    exact_hash UInt64 CODEC(NONE),
    template_hash UInt64 CODEC(NONE),
    -- MinHash of 3-word shingles, k = 64 as 32 bands of 2 rows: at 20 % changed words 95 of 100 pairs of 40 words share a band.
    bands Array(UInt64) CODEC(NONE),
    -- The 128 smallest word hashes, ascending: an unbiased sample to verify candidates by.
    -- Without it nothing is verified any more; half a year lets two quarters be judged again.
    words Array(UInt32) CODEC(NONE) TTL received_at + INTERVAL 200 DAY,
    -- Registered domains, mail addresses and telephone numbers the text promotes, as pseudonyms.
    domains Array(String),
    contacts Array(String)
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (at, record, part)
TTL received_at + INTERVAL {{fingerprint_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000;

{{distributed fingerprint by cityHash64(account)}};

-- Each step is a subquery of its own, so that nothing is computed twice.
CREATE MATERIALIZED VIEW IF NOT EXISTS fingerprint_of_parsed {{on_cluster}} TO fingerprint AS
WITH
    assumeNotNull((
        SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'fingerprints require the secret fingerprint_inner')))
        FROM {{private}}.secret
        WHERE name = 'fingerprint_inner'
    )) AS inner_block,
    assumeNotNull((
        SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'fingerprints require the secret fingerprint_outer')))
        FROM {{private}}.secret
        WHERE name = 'fingerprint_outer'
    )) AS outer_block,
    (reinterpretAsUInt64(substring(SHA256(concat(inner_block, 'fingerprint')), 1, 8)), reinterpretAsUInt64(substring(SHA256(concat(inner_block, 'fingerprint')), 9, 8))) AS word_key,
    -- Letters of other scripts that look Latin, and typographic punctuation that separates words.
    'абвеіјкмнорсѕтухαεικνορτυχ‘’‚“”„–—―…•·«»‹›′″、。' AS lookalike,
    'abbeijkmhopcstyxaeikvoptux                    ' AS plain
SELECT
    received_at,
    segment,
    record,
    part,
    leading,
    at,
    account,
    organization,
    key,
    toUInt32(length(text)) AS length,
    toUInt16(intDiv(least(length(distinct_units), 65535), if(spelled, 4, 1))) AS distinct_words,
    toUInt8(intDiv(100 * length(quoted), greatest(length(own) + length(quoted), 1))) AS quoted_percent,
    sipHash64Keyed(word_key, trimBoth(clean)) AS exact_hash,
    cityHash64(arraySum(units), arraySum(shingles)) AS template_hash,
    arraySlice([
        cityHash64(arrayMin(s -> s * 0x6E789E6AA1B965F5, shingles), arrayMin(s -> s * 0x6C45D188009454F, shingles)),
        cityHash64(arrayMin(s -> s * 0xF88BB8A8724C81ED, shingles), arrayMin(s -> s * 0x1B39896A51A8749B, shingles)),
        cityHash64(arrayMin(s -> s * 0x53CB9F0C747EA2EB, shingles), arrayMin(s -> s * 0x2C829ABE1F4532E1, shingles)),
        cityHash64(arrayMin(s -> s * 0xC584133AC916AB3D, shingles), arrayMin(s -> s * 0x3EE5789041C98AC3, shingles)),
        cityHash64(arrayMin(s -> s * 0xF3B8488C368CB0A7, shingles), arrayMin(s -> s * 0x657EECDD3CB13D09, shingles)),
        cityHash64(arrayMin(s -> s * 0xC2D326E0055BDEF7, shingles), arrayMin(s -> s * 0x8621A03FE0BBDB7B, shingles)),
        cityHash64(arrayMin(s -> s * 0x8E1F7555983AA92F, shingles), arrayMin(s -> s * 0xB54E0F1600CC4D19, shingles)),
        cityHash64(arrayMin(s -> s * 0x84BB3F97971D80AB, shingles), arrayMin(s -> s * 0x7D29825C75521255, shingles)),
        cityHash64(arrayMin(s -> s * 0xC3CF17102B7F7F87, shingles), arrayMin(s -> s * 0x3466E9A083914F65, shingles)),
        cityHash64(arrayMin(s -> s * 0xD81A8D2B5A4485AD, shingles), arrayMin(s -> s * 0xDB01602B100B9ED7, shingles)),
        cityHash64(arrayMin(s -> s * 0xA9038A921825F10D, shingles), arrayMin(s -> s * 0xEDF5F1D90DCA2F6B, shingles)),
        cityHash64(arrayMin(s -> s * 0x54496AD67BD2634D, shingles), arrayMin(s -> s * 0xDD7C01D4F5407269, shingles)),
        cityHash64(arrayMin(s -> s * 0x935E82F1DB4C4F7B, shingles), arrayMin(s -> s * 0x69B82EBC92233301, shingles)),
        cityHash64(arrayMin(s -> s * 0x40D29EB57DE1D511, shingles), arrayMin(s -> s * 0xA2F09DABB45C6317, shingles)),
        cityHash64(arrayMin(s -> s * 0xEE521D7A0F4D3873, shingles), arrayMin(s -> s * 0xF16952EE72F3454F, shingles)),
        cityHash64(arrayMin(s -> s * 0x377D35DEA8E40225, shingles), arrayMin(s -> s * 0xC7DE8064963BAB1, shingles)),
        cityHash64(arrayMin(s -> s * 0x5582D37111AC529, shingles), arrayMin(s -> s * 0xD254741F599DC6F7, shingles)),
        cityHash64(arrayMin(s -> s * 0x69630F7593D108C3, shingles), arrayMin(s -> s * 0x417EF96181DAA383, shingles)),
        cityHash64(arrayMin(s -> s * 0x3C3C41A3B43343A1, shingles), arrayMin(s -> s * 0x6E19905DCBE531DF, shingles)),
        cityHash64(arrayMin(s -> s * 0x4FA9FA7324851729, shingles), arrayMin(s -> s * 0x84EB4454A792922B, shingles)),
        cityHash64(arrayMin(s -> s * 0x134F7096918175CF, shingles), arrayMin(s -> s * 0x7DC930B302278A9, shingles)),
        cityHash64(arrayMin(s -> s * 0x12C015A97019E937, shingles), arrayMin(s -> s * 0xCC06C31652EBF439, shingles)),
        cityHash64(arrayMin(s -> s * 0xECEE65630A691E37, shingles), arrayMin(s -> s * 0x3E84ECB1763E79AD, shingles)),
        cityHash64(arrayMin(s -> s * 0x690ED476743AAE49, shingles), arrayMin(s -> s * 0x774615D7B1A1F2E1, shingles)),
        cityHash64(arrayMin(s -> s * 0x22B353F04F4F52DB, shingles), arrayMin(s -> s * 0xE3DDD86BA71A5EB1, shingles)),
        cityHash64(arrayMin(s -> s * 0xDF268ADEB6513357, shingles), arrayMin(s -> s * 0x2098EB73D4367D77, shingles)),
        cityHash64(arrayMin(s -> s * 0x3D6845323CE3C71, shingles), arrayMin(s -> s * 0xC952C5620043C715, shingles)),
        cityHash64(arrayMin(s -> s * 0x9B196BCA844F1705, shingles), arrayMin(s -> s * 0x30260345DD9E0EC1, shingles)),
        cityHash64(arrayMin(s -> s * 0xCF448A5882BB9699, shingles), arrayMin(s -> s * 0xF4A578DCCBC87657, shingles)),
        cityHash64(arrayMin(s -> s * 0xBFDEAED9A17B3C8F, shingles), arrayMin(s -> s * 0xED79402D1D5C5D7B, shingles)),
        cityHash64(arrayMin(s -> s * 0x55F070AB1CBBF171, shingles), arrayMin(s -> s * 0x3E00A34929A88F1D, shingles)),
        cityHash64(arrayMin(s -> s * 0xE255B237B8BB18FB, shingles), arrayMin(s -> s * 0x2A7B67AF6C6AD50F, shingles))
    ], 1, if(empty(shingles), 0, 32)) AS bands,
    arraySlice(distinct_units, 1, 128) AS words,
    arrayMap(
        d -> lower(hex(substring(SHA256(concat(outer_block, SHA256(concat(inner_block, 'domain\0', d)))), 1, 16))),
        arraySlice(arrayDistinct(arrayMap(p -> cutToFirstSignificantSubdomain(p), arrayFilter(p -> match(p, '^(?:https?:|www\\.)'), promoted))), 1, 32)
    ) AS domains,
    arrayMap(
        c -> lower(hex(substring(SHA256(concat(outer_block, SHA256(concat(inner_block, 'contact\0', c)))), 1, 16))),
        arraySlice(arrayDistinct(arrayMap(
            p -> if(position(p, '@') > 0, p, replaceRegexpAll(p, '[^0-9]', '')),
            arrayFilter(p -> NOT match(p, '^(?:https?:|www\\.)'), promoted)
        )), 1, 32)
    ) AS contacts
FROM
(
    SELECT
        *,
        arraySort(arrayDistinct(arrayMap(u -> toUInt32(u), units))) AS distinct_units,
        -- Three words in a row, or five characters, which already are a run.
        arrayMap(
            (a, b, c) -> intHash64(bitXor(a, (bitXor(b * 0x9E3779B97F4A7C15, c * 0xC2B2AE3D27D4EB4F)) * toUInt64(NOT spelled))),
            arrayPopBack(arrayPopBack(units)), arrayPopBack(arrayPopFront(units)), arrayPopFront(arrayPopFront(units))
        ) AS shingles
    FROM
    (
        SELECT
            *,
            -- Under 8 words, or hardly a space: five characters stand for a word.
            (length(own) + length(quoted) < 8) OR (length(masked) > 24 * (length(own) + length(quoted))) AS spelled,
            arrayConcat(
                -- No branches: the engine would work out both.
                arrayMap(w -> sipHash64Keyed(word_key, w), arrayConcat(ngrams(if(spelled, masked, ''), 5), if(spelled, [], own))),
                -- A quoted word is another word than the same word said.
                arrayMap(w -> intHash64(sipHash64Keyed(word_key, w)), if(spelled, [], quoted))
            ) AS units
        FROM
        (
            SELECT
                *,
                splitByNonAlpha(substring(masked, 1, quoted_from)) AS own,
                splitByNonAlpha(substring(masked, quoted_from + 1)) AS quoted
            FROM
            (
                SELECT
                    *,
                    -- Links, mail addresses and telephone numbers, before they are masked.
                    extractAll(clean, 'https?://[^\\s<>"]+|www\\.[^\\s<>"]+|[a-z0-9._+-]+@[a-z0-9-]+\\.[a-z0-9.-]*[a-z0-9]|[+(]?[0-9][0-9() .-]{7,}[0-9]') AS promoted,
                    -- Bytes before the first mark of quotation; all of them when there is none.
                    arrayMin(p -> if(p = 0, length(masked), p - 1), [
                        position(masked, ' > '), position(masked, '\n> '), position(masked, '\n>>'), position(masked, ' >> '),
                        position(masked, 'wrote:'), position(masked, 'writes:'), position(masked, 'wrote :'), position(masked, 'original message--')
                    ]) AS quoted_from
                FROM
                (
                    SELECT
                        *,
                        -- One mask for link, address, handle, telephone and number: what a template fills in.
                        replaceRegexpAll(clean, 'https?://\\S+|www\\.\\S+|[^\\s@]*@\\S+|[0-9][0-9().,:/ -]*', ' 0 ') AS masked
                    FROM
                    (
                        SELECT
                            received_at,
                            segment,
                            record,
                            piece.1 AS part,
                            piece.2 AS text,
                            part = 'completion' OR empty(completion) AS leading,
                            at,
                            account,
                            organization,
                            key,
                            -- 64 KiB hold about ten thousand words; beyond them only cost would grow.
                            if(length(text) > 65536, substring(text, 1, 65536), text) AS head,
                            if(
                                isASCII(head),
                                lower(head),
                                translateUTF8(normalizeUTF8NFKCCasefold(if(isValidUTF8(head), head, toValidUTF8(head))), lookalike, plain)
                            ) AS clean
                        FROM parsed
                        ARRAY JOIN arrayFilter(p -> notEmpty(p.2), [('prompt', prompt), ('completion', completion)]) AS piece
                        WHERE outcome = 'stored'
                    )
                )
            )
        )
    )
);
