-- What became of the lines of each batch, and which of them have faults?
--
-- One row per batch and part of its segment. Kept as long as quarantined lines are: a fault points at a line that can be
-- driven again, and whoever sent a batch asks within hours.
CREATE TABLE IF NOT EXISTS {{local batch_book}} {{on_cluster}}
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    batch FixedString(16) CODEC(NONE),
    stored UInt32,
    duplicate UInt32,
    -- Of the duplicates, those with other contents.
    conflicts UInt32,
    quarantined UInt32,
    dropped UInt32,
    -- The first 100 lines that are neither stored nor repeated, in the order of the batch.
    faults Array(Tuple(line UInt32, outcome LowCardinality(String), reason LowCardinality(String), field String))
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY batch
TTL received_at + INTERVAL {{quarantine_days}} DAY
SETTINGS index_granularity = 256, non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed batch_book by cityHash64(batch)}};

CREATE MATERIALIZED VIEW IF NOT EXISTS batch_book_of_parsed {{on_cluster}} TO batch_book AS
SELECT
    received_at,
    segment,
    unhex(batch) AS batch,
    countIf(outcome = 'stored') AS stored,
    countIf(outcome = 'duplicate') AS duplicate,
    countIf(reason = 'conflict') AS conflicts,
    countIf(outcome = 'quarantined') AS quarantined,
    countIf(outcome = 'dropped') AS dropped,
    arraySlice(arraySort(groupArrayIf((batch_line, toString(outcome), reason, field), reason NOT IN ('', 'repeat'))), 1, 100) AS faults
FROM
(
    SELECT received_at, segment, batch, batch_line, outcome, reason, field
    FROM parsed
    WHERE batch != ''
)
GROUP BY received_at, segment, batch;
