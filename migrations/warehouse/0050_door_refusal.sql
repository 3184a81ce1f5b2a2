-- How often was somebody refused at the ingest doors for their key, by hour, network and reason?
--
-- Rows are increments: every reader sums. A network is a pseudonym, as in usage; empty when an hour saw too many of them.
CREATE TABLE IF NOT EXISTS {{local door_refusal}} {{on_cluster}}
(
    hour DateTime('UTC'),
    network String,
    reason LowCardinality(String),
    attempts UInt64
)
ENGINE = {{Replicated}}SummingMergeTree(attempts)
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, network, reason)
TTL hour + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed door_refusal by cityHash64(network)}};
