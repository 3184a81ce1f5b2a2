-- Which records are known already, and under which contents?
CREATE TABLE IF NOT EXISTS {{local record}} {{on_cluster}}
(
    record FixedString(16) CODEC(NONE),
    body UInt64 CODEC(NONE),
    segment LowCardinality(String),
    received_at DateTime('UTC'),
    -- The record's first four bytes. Every segment looks its records up among all that are known: these are four times
    -- less to read and eight times faster to compare, and leave one in a hundred thousand to be compared whole.
    tag UInt32 DEFAULT reinterpretAsUInt32(record) CODEC(NONE)
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY received_at
TTL received_at + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed record by cityHash64(record)}};
