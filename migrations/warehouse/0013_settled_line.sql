-- Which refused lines have been dealt with, and how?
--
-- A line is settled once its sealed text is of no more use; the listing and the books keep it.
CREATE TABLE IF NOT EXISTS {{local settled_line}} {{on_cluster}}
(
    -- Of the refused line, so that both go together.
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32,
    settled Enum8('redriven' = 1, 'discarded' = 2),
    -- The segment it was loaded again in; empty when it was discarded.
    redriven_in LowCardinality(String),
    settled_at DateTime('UTC')
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (segment, line_number)
TTL received_at + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed settled_line by cityHash64(segment)}};
