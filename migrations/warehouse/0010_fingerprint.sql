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
    at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    -- Hexadecimal: entropy coding halves it.
    account String CODEC(ZSTD(1)),
    organization String CODEC(ZSTD(1)),
    key String CODEC(ZSTD(1)),
    -- Bytes as logged; words are counted once each, after masking.
    length UInt32,
    -- Primary tag of BCP 47, such as de; empty when unsure.
    language LowCardinality(String),
    distinct_words UInt16,
    -- Words but masks, repeated ones too: how much a template says by itself. Four characters stand for a word where there are no spaces.
    plain_words UInt16,
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

-- Under which domains does each customer of a registry or host register a name of their own?
--
-- Filled from migrations/data/public-suffixes.txt whenever that file is another one.
CREATE TABLE IF NOT EXISTS {{private}}.public_suffix {{on_cluster}}
(
    -- As the Public Suffix List writes it, such as co.uk, *.ck or !www.ck.
    rule String,
    -- SHA-256 of the file it comes from.
    digest String
)
ENGINE = {{Replicated}}MergeTree
ORDER BY rule;

CREATE DICTIONARY IF NOT EXISTS {{private}}.public_suffix_rule {{on_cluster}}
(
    rule String,
    digest String
)
PRIMARY KEY rule
SOURCE(CLICKHOUSE({{login}} QUERY 'SELECT rule, any(digest) AS digest FROM {{private}}.public_suffix GROUP BY rule'))
LAYOUT(COMPLEX_KEY_HASHED)
LIFETIME(0);

-- Each step is a subquery of its own, so that nothing is computed twice. Inside the view hashes are fast and unkeyed;
-- what leaves it went through AES under the installation's key, one block a hash.
CREATE MATERIALIZED VIEW IF NOT EXISTS fingerprint_of_text {{on_cluster}} TO fingerprint AS
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
    'abbeijkmhopcstyxaeikvoptux                    ' AS plain,
    ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'no', 'fi', 'pl', 'cs', 'ro', 'tr', 'hu', 'id', 'vi'] AS spoken,
    -- Words that hardly a sentence of these languages does without, folded, and how they vote: seven bits for each
    -- language in turn, nine languages to a number, so that a sum counts for all. 4 for a word of one language, 3 of
    -- two, 2 of up to four, else 1; thirty words cannot overflow.
    [
        ('the', 4, 0), ('and', 4, 0), ('of', 13194139533315, 0), ('to', 2, 4227072), ('in', 103079215107, 0),
        ('is', 8796093022210, 8796093022208), ('that', 4, 0), ('for', 144115188075855874, 2), ('it', 4, 0),
        ('you', 4, 0), ('with', 4, 0), ('are', 4, 0), ('this', 4, 0), ('what', 4, 0), ('how', 4, 0), ('can', 4, 0),
        ('my', 4, 0), ('please', 4, 0), ('your', 4, 0), ('write', 4, 0), ('from', 4, 0), ('have', 4, 0),
        ('not', 4, 0), ('be', 4, 0), ('was', 387, 0), ('which', 4, 0), ('i', 72620543991349249, 16385),
        ('explain', 4, 0), ('me', 541065218, 0), ('an', 4, 0), ('or', 4, 0), ('we', 4, 0),
        ('do', 536870914, 4227072), ('does', 4, 0), ('will', 4, 0), ('should', 4, 0), ('if', 4, 0), ('about', 4, 0),
        ('make', 4, 0), ('give', 4, 0), ('der', 512, 0), ('die', 512, 0), ('das', 512, 0), ('und', 512, 0),
        ('ist', 512, 0), ('nicht', 512, 0), ('ein', 512, 0), ('eine', 512, 0), ('ich', 512, 0), ('zu', 512, 0),
        ('den', 145241087982698752, 2), ('mit', 512, 0), ('für', 512, 0), ('auf', 512, 0), ('wie', 512, 0),
        ('sie', 512, 0), ('es', 6291840, 0), ('auch', 512, 0), ('von', 512, 0), ('dem', 512, 0), ('im', 512, 0),
        ('bitte', 512, 0), ('wir', 512, 0), ('kann', 512, 0), ('mir', 512, 0), ('du', 72620543991365760, 1),
        ('einen', 512, 0), ('sind', 512, 0), ('dass', 512, 0), ('oder', 512, 0), ('aber', 512, 0), ('mein', 512, 0),
        ('schreibe', 512, 0), ('erkläre', 512, 0), ('werden', 512, 0), ('wird', 512, 0), ('bei', 512, 0),
        ('nach', 512, 0), ('warum', 512, 0), ('le', 103079264256, 0), ('la', 68723703808, 536870912),
        ('les', 65536, 0), ('des', 65536, 0), ('et', 144115188075888640, 2), ('est', 65536, 0), ('une', 65536, 0),
        ('un', 68723703808, 536870912), ('que', 541097984, 0), ('pour', 65536, 0), ('dans', 65536, 0),
        ('je', 8796093054976, 4194304), ('vous', 65536, 0), ('pas', 65536, 0), ('ce', 49152, 805306368),
        ('qui', 65536, 0), ('sur', 65536, 0), ('avec', 65536, 0), ('au', 65536, 0), ('il', 103079264256, 0),
        ('en', 72624942039973888, 34359738497), ('ne', 49152, 103079215104), ('plus', 65536, 0), ('mon', 65536, 0),
        ('comment', 65536, 0), ('cette', 65536, 0), ('votre', 65536, 0), ('de', 72624942308409344, 4432674684929),
        ('sont', 65536, 0), ('écris', 65536, 0), ('peux', 65536, 0), ('pourquoi', 65536, 0), ('quelle', 65536, 0),
        ('explique', 805355520, 0), ('quel', 65536, 0), ('nous', 65536, 0), ('ou', 805355520, 0), ('à', 65536, 0),
        ('el', 6291456, 13194139533312), ('los', 8388608, 0), ('las', 8388608, 0), ('y', 8388608, 0),
        ('una', 103085506560, 0), ('para', 811597824, 0), ('por', 811597824, 0), ('con', 103085506560, 0),
        ('no', 811597824, 0), ('del', 103085506560, 0), ('se', 541065216, 4194560),
        ('mi', 34361835520, 4432676798464), ('como', 811597824, 0), ('está', 811597824, 0), ('cómo', 8388608, 0),
        ('más', 8388608, 0), ('lo', 103085506560, 0), ('su', 8388608, 0), ('al', 68723671040, 536870912),
        ('qué', 8388608, 0), ('puedes', 8388608, 0), ('escribe', 8388608, 0), ('son', 8388608, 0),
        ('este', 541065216, 536870912), ('favor', 8388608, 0), ('muy', 8388608, 0), ('pero', 8388608, 0),
        ('o', 34630270976, 270532608), ('cuál', 8388608, 0), ('explica', 8388608, 0), ('hay', 8388608, 0),
        ('cuando', 8388608, 0), ('a', 536870912, 8796634087424), ('os', 1073741824, 0), ('as', 1073741824, 0),
        ('e', 103884521472, 0), ('é', 1073741824, 0), ('uma', 1073741824, 0), ('um', 1073741824, 0),
        ('em', 1073741824, 0), ('com', 1073741824, 0), ('não', 1073741824, 0), ('da', 805306368, 103079215104),
        ('na', 536870912, 4227072), ('meu', 1073741824, 0), ('mais', 1073741824, 0), ('você', 1073741824, 0),
        ('são', 1073741824, 0), ('ao', 1073741824, 0), ('qual', 103884521472, 0), ('escreva', 1073741824, 0),
        ('pode', 1073741824, 0), ('isso', 1073741824, 0), ('muito', 1073741824, 0), ('mas', 1073741824, 0),
        ('dos', 1073741824, 0), ('quando', 103884521472, 0), ('gli', 137438953472, 0), ('è', 137438953472, 0),
        ('che', 137438953472, 0), ('per', 137438953472, 0), ('non', 137438953472, 0),
        ('di', 103079215104, 1688849860263936), ('della', 137438953472, 0), ('come', 137438953472, 0),
        ('sono', 137438953472, 0), ('più', 137438953472, 0), ('questo', 137438953472, 0),
        ('si', 103079215104, 6291456), ('puoi', 137438953472, 0), ('scrivi', 137438953472, 0),
        ('anche', 137438953472, 0), ('dei', 137438953472, 0), ('nel', 137438953472, 0), ('ho', 137438953472, 0),
        ('cosa', 137438953472, 0), ('ma', 103079215104, 49152), ('perché', 137438953472, 0),
        ('alla', 137438953472, 0), ('spiega', 137438953472, 0), ('het', 17592186044416, 0),
        ('een', 17592186044416, 0), ('van', 13194139533312, 13194139533312), ('niet', 17592186044416, 0),
        ('dat', 17592186044416, 0), ('voor', 17592186044416, 0), ('met', 17592186044416, 0),
        ('op', 17592186044416, 0), ('te', 13194139533312, 805306368), ('ik', 17592186044416, 0),
        ('hoe', 17592186044416, 0), ('zijn', 17592186044416, 0), ('aan', 17592186044416, 0),
        ('er', 144123984168878080, 2), ('maar', 17592186044416, 0), ('mijn', 17592186044416, 0),
        ('wat', 17592186044416, 0), ('ook', 17592186044416, 0), ('naar', 17592186044416, 0),
        ('om', 145249884075720704, 2), ('bij', 17592186044416, 0), ('deze', 17592186044416, 0),
        ('kan', 145249884075720704, 2), ('schrijf', 17592186044416, 0), ('leg', 17592186044416, 0),
        ('waarom', 17592186044416, 0), ('heb', 17592186044416, 0), ('wordt', 17592186044416, 0),
        ('als', 17592186044416, 0), ('och', 2251799813685248, 0), ('det', 145241087982698496, 2),
        ('att', 2251799813685248, 0), ('är', 2251799813685248, 0), ('ett', 2251799813685248, 0),
        ('inte', 2251799813685248, 0), ('som', 145241087982698496, 2), ('jag', 2251799813685248, 0),
        ('på', 145241087982698496, 2), ('för', 2251799813685248, 0), ('med', 145241087982698496, 2),
        ('av', 1688849860263936, 3), ('till', 2251799813685248, 0), ('hur', 2251799813685248, 0),
        ('har', 145241087982698496, 2), ('min', 145241087982698496, 2), ('vad', 2251799813685248, 0),
        ('eller', 145241087982698496, 2), ('men', 145241087982698496, 2), ('skriv', 145241087982698496, 2),
        ('från', 2251799813685248, 0), ('vi', 145241087982698496, 2), ('varför', 2251799813685248, 0),
        ('ska', 2251799813685248, 0), ('när', 2251799813685248, 0), ('og', 216172782113783808, 3),
        ('at', 288230376151711744, 0), ('ikke', 216172782113783808, 3), ('jeg', 216172782113783808, 3),
        ('af', 288230376151711744, 0), ('til', 216172782113783808, 3), ('hvordan', 216172782113783808, 3),
        ('hvad', 288230376151711744, 0), ('fra', 216172782113783808, 3), ('hvorfor', 216172782113783808, 3),
        ('skal', 216172782113783808, 3), ('når', 216172782113783808, 3), ('mig', 288230376151711744, 0), ('å', 0, 4),
        ('hva', 0, 4), ('meg', 0, 13194139533315), ('ja', 0, 512), ('on', 0, 512), ('ei', 0, 512), ('että', 0, 512),
        ('ole', 0, 512), ('kuin', 0, 512), ('mutta', 0, 512), ('miten', 0, 512), ('mitä', 0, 512), ('tämä', 0, 512),
        ('voi', 0, 512), ('hän', 0, 512), ('minun', 0, 512), ('kanssa', 0, 512), ('tai', 0, 512), ('ovat', 0, 512),
        ('oli', 0, 512), ('jos', 0, 512), ('niin', 0, 512), ('kun', 0, 512), ('sinä', 0, 512), ('myös', 0, 512),
        ('mikä', 0, 512), ('miksi', 0, 512), ('kirjoita', 0, 512), ('minulle', 0, 512), ('selitä', 0, 512),
        ('joka', 0, 512), ('voitko', 0, 512), ('w', 0, 65536), ('nie', 0, 65536), ('się', 0, 65536),
        ('z', 0, 6340608), ('jest', 0, 65536), ('że', 0, 65536), ('jak', 0, 6340608), ('co', 0, 6340608),
        ('po', 0, 65536), ('za', 0, 65536), ('ale', 0, 541097984), ('czy', 0, 65536), ('dla', 0, 65536),
        ('od', 0, 65536), ('są', 0, 65536), ('jestem', 0, 65536), ('może', 0, 65536), ('proszę', 0, 65536),
        ('przez', 0, 65536), ('tym', 0, 65536), ('napisz', 0, 65536), ('dlaczego', 0, 65536), ('tak', 0, 6340608),
        ('mój', 0, 65536), ('który', 0, 65536), ('v', 0, 8388608), ('že', 0, 8388608), ('s', 0, 8388608),
        ('pro', 0, 8388608), ('jsem', 0, 8388608), ('by', 0, 8388608), ('jsou', 0, 8388608), ('prosím', 0, 8388608),
        ('nebo', 0, 8388608), ('který', 0, 8388608), ('jako', 0, 8388608), ('má', 0, 8388608), ('můžeš', 0, 8388608),
        ('napiš', 0, 8388608), ('není', 0, 8388608), ('proč', 0, 8388608), ('k', 0, 8388608), ('și', 0, 1073741824),
        ('în', 0, 1073741824), ('nu', 0, 1073741824), ('cu', 0, 1073741824), ('pe', 0, 1073741824),
        ('să', 0, 1073741824), ('care', 0, 1073741824), ('că', 0, 1073741824), ('din', 0, 1073741824),
        ('pentru', 0, 1073741824), ('mai', 0, 1073741824), ('sunt', 0, 1073741824), ('cum', 0, 1073741824),
        ('am', 0, 1073741824), ('rog', 0, 1073741824), ('scrie', 0, 1073741824), ('sau', 0, 1073741824),
        ('fost', 0, 1073741824), ('această', 0, 1073741824), ('explică', 0, 1073741824), ('ve', 0, 137438953472),
        ('bir', 0, 137438953472), ('bu', 0, 137438953472), ('için', 0, 137438953472), ('nasıl', 0, 137438953472),
        ('ile', 0, 137438953472), ('çok', 0, 137438953472), ('mı', 0, 137438953472), ('daha', 0, 137438953472),
        ('gibi', 0, 137438953472), ('ben', 0, 137438953472), ('bana', 0, 137438953472), ('var', 0, 137438953472),
        ('olarak', 0, 137438953472), ('olan', 0, 137438953472), ('değil', 0, 137438953472), ('yok', 0, 137438953472),
        ('lütfen', 0, 137438953472), ('ama', 0, 137438953472), ('kadar', 0, 137438953472), ('veya', 0, 137438953472),
        ('yaz', 0, 137438953472), ('neden', 0, 137438953472), ('nedir', 0, 137438953472), ('az', 0, 17592186044416),
        ('és', 0, 17592186044416), ('nem', 0, 17592186044416), ('hogy', 0, 17592186044416),
        ('egy', 0, 17592186044416), ('ez', 0, 17592186044416), ('csak', 0, 17592186044416),
        ('kell', 0, 17592186044416), ('mint', 0, 17592186044416), ('vagy', 0, 17592186044416),
        ('hogyan', 0, 17592186044416), ('kérlek', 0, 17592186044416), ('azt', 0, 17592186044416),
        ('ezt', 0, 17592186044416), ('lehet', 0, 17592186044416), ('már', 0, 17592186044416),
        ('nekem', 0, 17592186044416), ('írj', 0, 17592186044416), ('miért', 0, 17592186044416),
        ('yang', 0, 2251799813685248), ('dan', 0, 2251799813685248), ('ini', 0, 2251799813685248),
        ('itu', 0, 2251799813685248), ('untuk', 0, 2251799813685248), ('dengan', 0, 2251799813685248),
        ('tidak', 0, 2251799813685248), ('saya', 0, 2251799813685248), ('dari', 0, 2251799813685248),
        ('ke', 0, 2251799813685248), ('pada', 0, 2251799813685248), ('adalah', 0, 2251799813685248),
        ('akan', 0, 2251799813685248), ('bisa', 0, 2251799813685248), ('apa', 0, 2251799813685248),
        ('bagaimana', 0, 2251799813685248), ('anda', 0, 2251799813685248), ('dalam', 0, 2251799813685248),
        ('atau', 0, 2251799813685248), ('juga', 0, 2251799813685248), ('ada', 0, 2251799813685248),
        ('cara', 0, 2251799813685248), ('tolong', 0, 2251799813685248), ('kami', 0, 2251799813685248),
        ('buatkan', 0, 2251799813685248), ('tuliskan', 0, 2251799813685248), ('jelaskan', 0, 2251799813685248),
        ('mengapa', 0, 2251799813685248), ('oleh', 0, 2251799813685248), ('và', 0, 288230376151711744),
        ('là', 0, 288230376151711744), ('của', 0, 288230376151711744), ('có', 0, 288230376151711744),
        ('không', 0, 288230376151711744), ('cho', 0, 288230376151711744), ('được', 0, 288230376151711744),
        ('tôi', 0, 288230376151711744), ('một', 0, 288230376151711744), ('những', 0, 288230376151711744),
        ('các', 0, 288230376151711744), ('với', 0, 288230376151711744), ('này', 0, 288230376151711744),
        ('trong', 0, 288230376151711744), ('bạn', 0, 288230376151711744), ('người', 0, 288230376151711744),
        ('để', 0, 288230376151711744), ('như', 0, 288230376151711744), ('thế', 0, 288230376151711744),
        ('nào', 0, 288230376151711744), ('hãy', 0, 288230376151711744), ('làm', 0, 288230376151711744),
        ('về', 0, 288230376151711744), ('viết', 0, 288230376151711744), ('khi', 0, 288230376151711744),
        ('gì', 0, 288230376151711744), ('giúp', 0, 288230376151711744)
    ] AS vocabulary
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
    multiIf(
        empty(script), if((best >= 1) AND (best > runner_up) AND (3 * runner_up <= 2 * best), spoken[indexOf(votes, best)], ''),
        script != 'cyrillic', script,
        multiSearchAny(sample, ['ј', 'љ', 'њ', 'ђ', 'ћ']), 'sr',
        multiSearchAny(sample, ['ў', 'қ', 'ғ', 'ә', 'ө', 'ү', 'һ']), '',
        multiSearchAny(sample, ['і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є']), 'uk',
        multiSearchAny(sample, ['ы', 'э', 'ё', 'Э']), 'ru',
        multiSearchAny(sample, ['ъ', ' е ', ' се ', ' ли ', ' да ', ' от ', ' със ', ' ми ', ' за тов']), 'bg',
        'ru'
    ) AS language,
    toUInt16(intDiv(least(length(distinct_units), 65535), if(spelled, 4, 1))) AS distinct_words,
    if(
        length(masked) > 24 * (length(own) + length(quoted)), distinct_words,
        toUInt16(least(arrayCount(w -> w != '0', own) + arrayCount(w -> w != '0', quoted), 65535))
    ) AS plain_words,
    toUInt8(intDiv(100 * length(quoted), greatest(length(own) + length(quoted), 1))) AS quoted_percent,
    toUInt64(sealed[1]) AS exact_hash,
    toUInt64(sealed[2]) AS template_hash,
    arraySlice(short, 3, if(empty(shingles), 0, 32)) AS bands,
    arraySlice(distinct_units, 1, 128) AS words,
    arrayMap(
        d -> lower(hex(substring(SHA256(concat(outer_block, SHA256(concat(inner_block, 'domain\0', d)))), 1, 16))),
        arraySlice(arrayDistinct(arrayMap(
            (host, names) -> if(
                match(host, '^[0-9.]+$|:'), host,
                -- An exception is itself what was registered; otherwise one name more than the longest rule. An unknown top-level domain is a rule.
                names[greatest(
                    if(
                        (arrayFirstIndex(name -> dictHas('{{private}}.public_suffix_rule', tuple(concat('!', name))), names) AS exception) > 0, exception,
                        arrayFirstIndex(
                            (name, nth) -> (nth = length(names)) OR dictHas('{{private}}.public_suffix_rule', tuple(name)) OR dictHas('{{private}}.public_suffix_rule', tuple(concat('*.', names[nth + 1]))),
                            names, arrayEnumerate(names)
                        ) - 1
                    ), 1
                )]
            ),
            hosts, arrayMap(host -> arrayMap(nth -> arrayStringConcat(arraySlice(splitByChar('.', host), nth), '.'), range(1, 2 + length(splitByChar('.', host)) - 1)), hosts)
        )), 1, 32)
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
        arrayMap(p -> trimRight(domain(p), '.'), arrayFilter(p -> match(p, '^(?:https?:|www\\.)'), promoted)) AS hosts,
        arrayMax(votes) AS best,
        arraySort(votes)[-2] AS runner_up,
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
            [
                bitAnd(bitShiftRight(first_votes, 0), 127), bitAnd(bitShiftRight(first_votes, 7), 127), bitAnd(bitShiftRight(first_votes, 14), 127),
                bitAnd(bitShiftRight(first_votes, 21), 127), bitAnd(bitShiftRight(first_votes, 28), 127), bitAnd(bitShiftRight(first_votes, 35), 127),
                bitAnd(bitShiftRight(first_votes, 42), 127), bitAnd(bitShiftRight(first_votes, 49), 127), bitAnd(bitShiftRight(first_votes, 56), 127),
                bitAnd(bitShiftRight(last_votes, 0), 127), bitAnd(bitShiftRight(last_votes, 7), 127), bitAnd(bitShiftRight(last_votes, 14), 127),
                bitAnd(bitShiftRight(last_votes, 21), 127), bitAnd(bitShiftRight(last_votes, 28), 127), bitAnd(bitShiftRight(last_votes, 35), 127),
                bitAnd(bitShiftRight(last_votes, 42), 127), bitAnd(bitShiftRight(last_votes, 49), 127), bitAnd(bitShiftRight(last_votes, 56), 127)
            ] AS votes,
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
                arraySum(w -> transform(w, vocabulary.1, vocabulary.2, toUInt64(0)), arraySlice(own, 1, 30)) AS first_votes,
                arraySum(w -> transform(w, vocabulary.1, vocabulary.3, toUInt64(0)), arraySlice(own, 1, 30)) AS last_votes,
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
                        -- Chinese letters say as much as three of an alphabet.
                        multiIf(
                            empty(sample) OR (3 * arraySum(letters) + 2 * (letters[8] + letters[9]) < lengthUTF8(sample)), '',
                            8 * letters[8] > letters[9] AND letters[8] + letters[9] > letters[7] AND letters[8] + letters[9] >= arrayMax(arraySlice(letters, 1, 7)), 'ja',
                            arrayMax(letters) = letters[9], 'zh',
                            arrayMax(letters) = letters[7], 'ko',
                            arrayMax(letters) = letters[1], 'cyrillic',
                            arrayMax(letters) = letters[2], 'el',
                            arrayMax(letters) = letters[3], 'he',
                            arrayMax(letters) = letters[5], 'th',
                            arrayMax(letters) = letters[6], 'hi',
                            multiSearchAny(sample, ['ٹ', 'ڈ', 'ڑ', 'ے', 'ہ', 'ں']), 'ur',
                            multiSearchAny(sample, ['پ', 'چ', 'گ', 'ژ', 'ی', 'ک']), 'fa',
                            'ar'
                        ) AS script,
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
                            if(
                                empty(sample), [],
                                [
                                    countSubstrings(sample, '\xD0') + countSubstrings(sample, '\xD1'),
                                    countSubstrings(sample, '\xCE') + countSubstrings(sample, '\xCF'),
                                    countSubstrings(sample, '\xD7'),
                                    countSubstrings(sample, '\xD8') + countSubstrings(sample, '\xD9') + countSubstrings(sample, '\xDA') + countSubstrings(sample, '\xDB'),
                                    countSubstrings(sample, '\xE0\xB8') + countSubstrings(sample, '\xE0\xB9'),
                                    countSubstrings(sample, '\xE0\xA4') + countSubstrings(sample, '\xE0\xA5'),
                                    countSubstrings(sample, '\xEA') + countSubstrings(sample, '\xEB') + countSubstrings(sample, '\xEC'),
                                    -- Kana stand among the Chinese letters of Japanese.
                                    countSubstrings(sample, '\xE3\x81') + countSubstrings(sample, '\xE3\x82') + countSubstrings(sample, '\xE3\x83'),
                                    countSubstrings(sample, '\xE4') + countSubstrings(sample, '\xE5') + countSubstrings(sample, '\xE6')
                                        + countSubstrings(sample, '\xE7') + countSubstrings(sample, '\xE8') + countSubstrings(sample, '\xE9')
                                ]
                            ) AS letters,
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
                                ) AS clean,
                                -- Scripts are told by the first bytes of their letters; a kilobyte tells enough.
                                if(isASCII(head), '', substring(head, 1, 1024)) AS sample
                            FROM text
                            ARRAY JOIN arrayFilter(p -> notEmpty(p.2), [('prompt', prompt), ('completion', completion)]) AS piece
                        )
                    )
                )
            )
        )
    )
)
-- Pieces of this many texts stay in the processor's cache; a whole segment at once takes twice as long.
SETTINGS max_block_size = 2048;
