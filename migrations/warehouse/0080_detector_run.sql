-- Which detector has judged which window, when, and how many accounts did it name?
--
-- Told by the casebook again and again around its latest row, so that one run may stand twice until parts are merged: every
-- reader asks FINAL.
CREATE TABLE IF NOT EXISTS {{local detector_run}} {{on_cluster}}
(
    detector LowCardinality(String),
    version UInt16,
    mode Enum8('scheduled' = 1, 'shadow' = 2, 'backtest' = 3, 'retro' = 4),
    window_from DateTime64(3, 'UTC'),
    window_until DateTime64(3, 'UTC'),
    state Enum8('done' = 1, 'failed' = 2, 'cancelled' = 3),
    started_at DateTime64(3, 'UTC'),
    finished_at DateTime64(3, 'UTC'),
    -- Usage records the window held; 0 of runs that are not done, here and below.
    records UInt64,
    findings UInt32,
    -- Distinct accounts its findings name.
    accounts UInt32
)
ENGINE = {{Replicated}}ReplacingMergeTree(finished_at)
PARTITION BY toYYYYMM(window_until)
ORDER BY (detector, mode, version, window_until, window_from)
TTL toDateTime(window_until) + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed detector_run by cityHash64(detector)}};

-- How many accounts did each detector name week by week, and is that usual of it?
--
-- Judged where the status page is judged, and told whenever it has changed: the latest row of a detector counts.
CREATE TABLE IF NOT EXISTS {{local detector_course}} {{on_cluster}}
(
    told_at DateTime64(3, 'UTC'),
    detector LowCardinality(String),
    -- Distinct accounts in the seven days before it was told, and in each of the weeks before those, the latest first; NULL
    -- where no window was judged.
    last_week Nullable(UInt32),
    weeks_before Array(Nullable(UInt32)),
    standing Enum8('young' = 0, 'usual' = 1, 'silent' = 2, 'loud' = 3)
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toYYYYMM(told_at)
ORDER BY (detector, told_at)
TTL toDateTime(told_at) + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed detector_course by cityHash64(detector)}};

-- Who put which detector into which stage, and when?
CREATE TABLE IF NOT EXISTS {{local detector_stage}} {{on_cluster}}
(
    detector LowCardinality(String),
    ordinal UInt32,
    version UInt16,
    change LowCardinality(String),
    stage LowCardinality(String),
    decided_at DateTime64(3, 'UTC')
)
ENGINE = {{Replicated}}ReplacingMergeTree
ORDER BY (detector, ordinal)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed detector_stage by cityHash64(detector)}};
