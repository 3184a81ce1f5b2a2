-- How much each key called, ten minutes by ten minutes: the past that a key's bursts are held against.
--
-- The key comes first, so that the weeks of a few keys are read without anybody else's. Sums are complete only after
-- adding up: rows of one key are merged in the background, so every reader sums.

CREATE TABLE IF NOT EXISTS {{local usage_by_ten_minutes}} {{on_cluster}}
(
    received_on Date,
    ten_minutes DateTime('UTC'),
    account String,
    -- Empty where the log names none.
    key String,
    requests UInt64
)
ENGINE = {{Replicated}}SummingMergeTree((requests))
PARTITION BY toYYYYMM(received_on)
ORDER BY (account, key, ten_minutes, received_on)
TTL received_on + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed usage_by_ten_minutes by cityHash64(account)}};

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_by_ten_minutes_of_usage {{on_cluster}} TO {{local usage_by_ten_minutes}} AS
SELECT
    toDate(received_at, 'UTC') AS received_on,
    toStartOfTenMinutes(at, 'UTC') AS ten_minutes,
    account,
    key,
    count() AS requests
FROM {{local usage}}
GROUP BY received_on, ten_minutes, account, key;
