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
    -- Hexadecimal: entropy coding halves it.
    account String CODEC(ZSTD(1)),
    organization String,
    key String CODEC(ZSTD(1)),
    -- Bytes as logged; words are counted once each, after masking.
    length UInt32,
    distinct_words UInt16,
    -- Percent of the words that stand behind a quotation mark.
    quoted_percent UInt8,
    exact_hash UInt64 CODEC(NONE),
    template_hash UInt64 CODEC(NONE),
    -- MinHash of 3-word shingles, k = 64 as 32 bands of 2 rows: at 20 % changed words 95 of 100 pairs of 40 words share a band.
    -- 32 bits each: among the ten million bands of a busy day some thousand pairs meet by chance, and are refused by their words.
    bands Array(UInt32) CODEC(LZ4),
    -- The 128 smallest word hashes, ascending: an unbiased sample to verify candidates by.
    -- Without it nothing is verified any more.
    words Array(UInt32) CODEC(LZ4) TTL received_at + INTERVAL {{words_days}} DAY,
    -- Registered domains, mail addresses and telephone numbers the text promotes, as pseudonyms.
    domains Array(String) CODEC(ZSTD(1)),
    contacts Array(String) CODEC(ZSTD(1))
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (at, record, part)
TTL received_at + INTERVAL {{fingerprint_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000;

{{distributed fingerprint by cityHash64(account)}};

-- Each step is a subquery of its own, so that nothing is computed twice. Inside the view hashes are fast and unkeyed;
-- what leaves it went through AES under the installation's key, one block a hash.
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
    substring(SHA256(concat(inner_block, 'fingerprint')), 1, 16) AS seal,
    -- Without secrets in the shingles, somebody could choose words whose bands meet those of a stranger.
    reinterpret(SHA256(concat(inner_block, 'shingle')), 'Array(UInt64)') AS salts,
    bitOr(salts[1], 1) AS second_salt,
    bitOr(salts[2], 1) AS third_salt,
    salts[3] AS shingle_salt,
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
    toUInt64(sealed[1]) AS exact_hash,
    toUInt64(sealed[2]) AS template_hash,
    arraySlice(short, 3, if(empty(shingles), 0, 32)) AS bands,
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
        reinterpret(
            encrypt(
                'aes-128-ecb',
                concat(
                    reinterpretAsString([toUInt128(xxh3(trimBoth(clean))), bitShiftLeft(toUInt128(arraySum(units)), 64) + arraySum(shingles)]),
                    reinterpretAsString(arrayMap(b -> toUInt128(b) + bitShiftLeft(toUInt128(1), 64), [
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xE76D798D), shingles)), 32) + arrayMin(s -> bitXor(s, 0xDBFEE1D8), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x765E7713), shingles)), 32) + arrayMin(s -> bitXor(s, 0xEF2F0D1C), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x3EF27788), shingles)), 32) + arrayMin(s -> bitXor(s, 0xDCED836F), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x16991A28), shingles)), 32) + arrayMin(s -> bitXor(s, 0xF0D3B72F), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xFA591CC0), shingles)), 32) + arrayMin(s -> bitXor(s, 0x5F2F7146), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xA738DAD4), shingles)), 32) + arrayMin(s -> bitXor(s, 0x7D6A9D88), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x89733EDF), shingles)), 32) + arrayMin(s -> bitXor(s, 0x2DF89BDB), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xBFF44020), shingles)), 32) + arrayMin(s -> bitXor(s, 0xC11697D4), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x91157048), shingles)), 32) + arrayMin(s -> bitXor(s, 0x4C9988F4), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xB0BE8827), shingles)), 32) + arrayMin(s -> bitXor(s, 0xE3CC91D9), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x20D530AD), shingles)), 32) + arrayMin(s -> bitXor(s, 0x6A14FEDF), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x0CA5F04D), shingles)), 32) + arrayMin(s -> bitXor(s, 0xEA9477E1), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x1E5B52AA), shingles)), 32) + arrayMin(s -> bitXor(s, 0x3B2668B8), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x78399C8D), shingles)), 32) + arrayMin(s -> bitXor(s, 0xA2B49B31), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x3106EA9C), shingles)), 32) + arrayMin(s -> bitXor(s, 0xB8012E6B), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x1254AC81), shingles)), 32) + arrayMin(s -> bitXor(s, 0x51E42DC9), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x0840E292), shingles)), 32) + arrayMin(s -> bitXor(s, 0x66ED1208), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x03CC2545), shingles)), 32) + arrayMin(s -> bitXor(s, 0x19CCA349), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x45A26826), shingles)), 32) + arrayMin(s -> bitXor(s, 0xC4521FF4), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xF620756B), shingles)), 32) + arrayMin(s -> bitXor(s, 0x6C4AA2A4), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xD35C3D26), shingles)), 32) + arrayMin(s -> bitXor(s, 0xAF719895), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x2743D929), shingles)), 32) + arrayMin(s -> bitXor(s, 0x7354EFA4), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x078F139D), shingles)), 32) + arrayMin(s -> bitXor(s, 0x4BF268B9), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x620C93A6), shingles)), 32) + arrayMin(s -> bitXor(s, 0xCCABD403), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x86B6453F), shingles)), 32) + arrayMin(s -> bitXor(s, 0x9FB71283), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x8D10212E), shingles)), 32) + arrayMin(s -> bitXor(s, 0xD63B1A2F), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xFE07EE48), shingles)), 32) + arrayMin(s -> bitXor(s, 0x373E88C8), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x2AC2B619), shingles)), 32) + arrayMin(s -> bitXor(s, 0x9ABC03E6), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xB77FE23C), shingles)), 32) + arrayMin(s -> bitXor(s, 0x95B11D63), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x83ABF989), shingles)), 32) + arrayMin(s -> bitXor(s, 0x42F87960), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xAB9F22FE), shingles)), 32) + arrayMin(s -> bitXor(s, 0xC99BCCAC), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x54D85AD4), shingles)), 32) + arrayMin(s -> bitXor(s, 0x5AD05640), shingles)
                    ])),
                    reinterpretAsString(arrayMap(u -> toUInt128(u), units))
                ),
                seal
            ),
            'Array(UInt128)'
        ) AS sealed,
        arrayMap(b -> toUInt32(b), sealed) AS short,
        -- The last block is padding.
        arrayCompact(arraySort(arraySlice(short, 35, length(units)))) AS distinct_units
    FROM
    (
        SELECT
            *,
            -- Three words in a row, or five characters, which already are a run.
            arraySlice(
                arrayMap(
                    (a, b, c) -> toUInt32(intHash64(bitXor(bitXor(a, shingle_salt), bitXor(b * second_factor, c * third_factor)))),
                    units, arrayShiftLeft(units, 1), arrayShiftLeft(units, 2)
                ),
                1, -2
            ) AS shingles
        FROM
        (
            SELECT
                *,
                -- Under 8 words, or hardly a space: five characters stand for a word.
                (length(own) + length(quoted) < 8) OR (length(masked) > 24 * (length(own) + length(quoted))) AS spelled,
                if(spelled, 0, second_salt) AS second_factor,
                if(spelled, 0, third_salt) AS third_factor,
                -- A quoted word is another word than the same word said.
                arrayConcat(
                    arrayMap(w -> xxh3(w), if(spelled, ngrams(masked, 5), own)),
                    arrayMap(w -> intHash64(xxh3(w)), if(spelled, [], quoted))
                ) AS units
            FROM
            (
                SELECT
                    *,
                    tokens(substring(masked, 1, quoted_from)) AS own,
                    tokens(substring(masked, quoted_from + 1)) AS quoted
                FROM
                (
                    SELECT
                        *,
                        -- Links, mail addresses and telephone numbers, before they are masked.
                        if(
                            is_linked OR multiMatchAny(clean, ['[0-9][0-9() .-]{7}']),
                            extractAll(clean, 'https?://[^\\s<>"]+|www\\.[^\\s<>"]+|[a-z0-9._+-]+@[a-z0-9-]+\\.[a-z0-9.-]*[a-z0-9]|[+(]?[0-9][0-9() .-]{7,}[0-9]'),
                            []
                        ) AS promoted,
                        -- Bytes before the first mark of quotation; all of them when there is none.
                        if(
                            multiMatchAny(masked, [' > |\\n> |\\n>>| >> |wrote:|writes:|wrote :|original message--']),
                            arrayMin(p -> if(p = 0, length(masked), p - 1), [
                                position(masked, ' > '), position(masked, '\n> '), position(masked, '\n>>'), position(masked, ' >> '),
                                position(masked, 'wrote:'), position(masked, 'writes:'), position(masked, 'wrote :'), position(masked, 'original message--')
                            ]),
                            length(masked)
                        ) AS quoted_from
                    FROM
                    (
                        SELECT
                            *,
                            (position(clean, '://') > 0) OR (position(clean, 'www.') > 0) OR (position(clean, '@') > 0) AS is_linked,
                            -- One mask for link, address, handle, telephone and number: what a template fills in.
                            replaceRegexpAll(
                                if(is_linked, replaceRegexpAll(clean, 'https?://\\S+|www\\.\\S+|[^\\s@]*@\\S+', ' 0 '), clean),
                                '[0-9][0-9().,:/ -]*', ' 0 '
                            ) AS masked
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
    )
)
-- Pieces of this many texts stay in the processor's cache; a whole segment at once takes twice as long.
SETTINGS max_block_size = 2048;
