-- What have people said so far of the accounts that were drawn for blind review, by week and stratum?
--
-- Told anew whenever it has changed; every reader asks FINAL.
CREATE TABLE IF NOT EXISTS {{local audit_label}} {{on_cluster}}
(
    week LowCardinality(String),
    -- Monday; the week that was drawn from, not the days of review.
    week_from Date,
    stratum Enum8('act' = 1, 'report' = 2, 'shadow' = 3, 'none' = 4),
    -- Accounts that called in the week, and how many of them were drawn.
    population UInt32,
    drawn UInt32,
    confirmed UInt32,
    dismissed UInt32,
    uncertain UInt32,
    unlabelled UInt32,
    told_at DateTime64(3, 'UTC')
)
ENGINE = {{Replicated}}ReplacingMergeTree(told_at)
ORDER BY (week, stratum)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed audit_label by cityHash64(week)}};
