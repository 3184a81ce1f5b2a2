-- What became of the lines of each segment?
CREATE TABLE IF NOT EXISTS {{local book}} {{on_cluster}}
(
    received_hour DateTime('UTC'),
    source LowCardinality(String),
    segment LowCardinality(String),
    outcome LowCardinality(String),
    reason LowCardinality(String),
    field String,
    lines UInt64
)
ENGINE = {{Replicated}}SummingMergeTree(lines)
PARTITION BY toYYYYMM(received_hour)
ORDER BY (segment, source, received_hour, outcome, reason, field)
TTL received_hour + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed book by cityHash64(segment)}};

CREATE MATERIALIZED VIEW IF NOT EXISTS book_of_parsed {{on_cluster}} TO book AS
SELECT
    toStartOfHour(received_at) AS received_hour,
    source,
    segment,
    toString(outcome) AS outcome,
    reason,
    replaceRegexpAll(field, '[^A-Za-z0-9_.-]', '?') AS field,
    count() AS lines
FROM parsed
GROUP BY received_hour, source, segment, outcome, reason, field;
