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

-- How many accounts did each detector name in its fullest window of the last seven days, and what was usual in the 28 before?
CREATE VIEW IF NOT EXISTS detector_course {{on_cluster}} AS
SELECT
    detector,
    maxIf(accounts, day > today() - 7) AS last_week,
    quantileExactIf(0.5)(accounts, day <= today() - 7) AS usual,
    countIf(day <= today() - 7) AS usual_days
FROM
(
    SELECT detector, toDate(window_until) AS day, max(accounts) AS accounts
    FROM detector_run FINAL
    WHERE state = 'done' AND mode IN ('scheduled', 'shadow') AND window_until > today() - 35
    GROUP BY detector, day
)
GROUP BY detector;

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
