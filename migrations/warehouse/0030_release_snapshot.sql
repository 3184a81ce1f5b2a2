-- What was confirmed, appealed and reviewed in the quarter that a release counts?
--
-- One row per confirmed incident, appeal or reviewed piece. Units are keyed hashes; no account stands here. Closed to the
-- reader user all the same: exact counts stay inside. Public tables are questions over this table alone.
CREATE TABLE IF NOT EXISTS {{private}}.release_snapshot {{on_cluster}}
(
    release String,
    period LowCardinality(String),
    kind LowCardinality(String) DEFAULT 'incident',
    unit String,
    category LowCardinality(String),
    severity_rank UInt8,
    tie String,
    incident String,
    decided_at DateTime('UTC'),
    -- First sign of the incident.
    first_seen DateTime('UTC') DEFAULT decided_at,
    -- 1 nothing done, 2 warning, 3 limit, 4 suspension, 5 ban.
    action_rank UInt8 DEFAULT 1,
    referred UInt8 DEFAULT 0,
    detector LowCardinality(String) DEFAULT 'HUM',
    model LowCardinality(String) DEFAULT 'OTH',
    region LowCardinality(String) DEFAULT 'UNK',
    waited LowCardinality(String) DEFAULT 'NON',
    outcome LowCardinality(String) DEFAULT '',
    -- Order of outcomes; a unit counts with its first.
    outcome_rank UInt8 DEFAULT 0,
    taken_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{Replicated}}MergeTree
ORDER BY (release, unit, category, incident)
TTL taken_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
