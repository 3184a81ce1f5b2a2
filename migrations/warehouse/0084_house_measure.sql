-- How did the house itself stand, minute by minute?
--
-- grain  one row per measure and minute, by the clock of the process that told it
CREATE TABLE IF NOT EXISTS {{local house_measure}} {{on_cluster}}
(
    at DateTime('UTC'),
    -- facts_waiting and messages_waiting, messages_dead: rows. oldest_message_seconds: age of the oldest waiting one.
    -- spool_state: as /status judges the spool of one ingest process, 0 calm, 2 warning, 3 alarm.
    -- casebook_clock_ahead_milliseconds, warehouse_clock_ahead_milliseconds: against the process that tells.
    measure LowCardinality(String),
    value Float64
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (measure, at)
TTL at + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed house_measure by cityHash64(measure)}};
