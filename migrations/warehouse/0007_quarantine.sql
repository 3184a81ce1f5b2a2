-- Which lines were refused, and why?
--
-- The listing names fields, types and lengths, never a value; the line itself lies sealed for a short time, for
-- re-drive only. Its nonce is made of segment and line, so that a replay seals the same bytes.
CREATE TABLE IF NOT EXISTS {{local quarantine}} {{on_cluster}}
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32,
    source LowCardinality(String),
    reason LowCardinality(String),
    field String,
    line_bytes UInt32,
    shape Array(String)
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (segment, line_number)
TTL received_at + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed quarantine by cityHash64(segment)}};

CREATE MATERIALIZED VIEW IF NOT EXISTS quarantine_of_refused {{on_cluster}} TO quarantine AS
SELECT
    received_at,
    segment,
    line_number,
    source,
    reason,
    field,
    toUInt32(length(line)) AS line_bytes,
    arraySlice(
        arrayMap(
            (name, raw) -> concat(
                replaceRegexpAll(leftUTF8(name, 64), '[^A-Za-z0-9_.-]', '?'), ':',
                multiIf(
                    startsWith(raw, '"'), 'string', startsWith(raw, '['), 'array', startsWith(raw, '{'), 'object',
                    raw IN ('true', 'false'), 'bool', raw = 'null', 'null', 'number'
                ), ':',
                toString(length(raw))
            ),
            JSONExtractKeysAndValuesRaw(line).1, JSONExtractKeysAndValuesRaw(line).2
        ), 1, 100
    ) AS shape
FROM refused
WHERE outcome = 'quarantined';

CREATE TABLE IF NOT EXISTS {{private}}.quarantined_line {{on_cluster}}
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32,
    -- AES-256-GCM of the line; nonce = first 12 bytes of SHA-256(segment:line_number).
    sealed String CODEC(NONE)
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toDate(received_at)
ORDER BY (segment, line_number)
TTL received_at + INTERVAL {{quarantine_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS quarantined_line_of_refused {{on_cluster}} TO {{private}}.quarantined_line AS
WITH assumeNotNull((
    SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'quarantine requires the secret quarantine_key')))
    FROM {{private}}.secret
    WHERE name = 'quarantine_key'
)) AS quarantine_key
SELECT
    received_at,
    segment,
    line_number,
    encrypt('aes-256-gcm', line, quarantine_key, substring(SHA256(concat(segment, ':', toString(line_number))), 1, 12)) AS sealed
FROM refused
WHERE outcome = 'quarantined';
