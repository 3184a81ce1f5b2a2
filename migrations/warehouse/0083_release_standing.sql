-- Where does each release stand, and what privacy have releases spent?
--
-- Told anew whenever it has changed; every reader asks FINAL. Neither table holds a number of a release.
CREATE TABLE IF NOT EXISTS {{local release_standing}} {{on_cluster}}
(
    release String,
    period LowCardinality(String),
    version String,
    state LowCardinality(String),
    purpose LowCardinality(String),
    demo Bool,
    drafted_at DateTime64(3, 'UTC'),
    publish_at Nullable(DateTime64(3, 'UTC')),
    published_at Nullable(DateTime64(3, 'UTC')),
    told_at DateTime64(3, 'UTC')
)
ENGINE = {{Replicated}}ReplacingMergeTree(told_at)
ORDER BY release
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed release_standing by cityHash64(release)}};

CREATE TABLE IF NOT EXISTS {{local privacy_debit}} {{on_cluster}}
(
    sequence UInt64,
    release String,
    period LowCardinality(String),
    year UInt16,
    public_table LowCardinality(String),
    purpose LowCardinality(String),
    -- zCDP; the ledger itself reckons in exact fractions.
    rho Float64,
    at DateTime64(3, 'UTC')
)
ENGINE = {{Replicated}}ReplacingMergeTree
ORDER BY sequence
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed privacy_debit by cityHash64(sequence)}};
