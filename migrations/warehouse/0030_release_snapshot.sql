-- What was confirmed in the quarter that a release counts, one row per incident?
--
-- Units are keyed hashes; no account stands here. Closed to the reader user all the same: exact counts stay inside. Public tables are questions over this table alone.
CREATE TABLE IF NOT EXISTS {{private}}.release_snapshot {{on_cluster}}
(
    release String,
    period LowCardinality(String),
    unit String,
    category LowCardinality(String),
    severity_rank UInt8,
    tie String,
    incident String,
    decided_at DateTime('UTC'),
    taken_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{Replicated}}MergeTree
ORDER BY (release, unit, category, incident)
TTL taken_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
