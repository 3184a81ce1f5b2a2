-- How much each account and key called, hour by hour, and how much of it was refused.
--
-- Sums are complete only after adding up: rows of one key are merged in the background, so every reader sums.

CREATE TABLE IF NOT EXISTS {{local usage_hourly}} {{on_cluster}}
(
    received_on Date,
    hour DateTime('UTC'),
    -- Hexadecimal: entropy coding halves it.
    account String CODEC(ZSTD(1)),
    key String CODEC(ZSTD(1)),
    requests UInt64,
    -- Refused by a limit on rate, tokens, concurrency or budget.
    limited UInt64,
    -- Refused to this caller: not known, not paid, not allowed.
    denied UInt64,
    -- Any status from 400 on, the provider's own faults included.
    failed UInt64,
    input_tokens UInt64,
    output_tokens UInt64,
    cost_micro_usd UInt64
)
ENGINE = {{Replicated}}SummingMergeTree((requests, limited, denied, failed, input_tokens, output_tokens, cost_micro_usd))
PARTITION BY toYYYYMM(received_on)
ORDER BY (hour, account, key, received_on)
TTL received_on + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed usage_hourly by cityHash64(account)}};

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_hourly_of_usage {{on_cluster}} TO {{local usage_hourly}} AS
SELECT
    toDate(received_at, 'UTC') AS received_on,
    toStartOfHour(at, 'UTC') AS hour,
    account,
    key,
    count() AS requests,
    countIf((status = 429) OR startsWith(error, 'rate_limit') OR ((limit_type != '') AND ((status = 0) OR (status >= 400)))) AS limited,
    countIf(status IN (401, 402, 403)) AS denied,
    countIf(status >= 400) AS failed,
    sum(input_tokens) AS input_tokens,
    sum(output_tokens) AS output_tokens,
    sum(cost_micro_usd) AS cost_micro_usd
FROM {{local usage}}
GROUP BY received_on, hour, account, key;

-- How many records of each hour have arrived, and how many of them in time for the clock to judge.

CREATE TABLE IF NOT EXISTS {{local usage_arrival}} {{on_cluster}}
(
    received_on Date,
    hour DateTime('UTC'),
    records UInt64,
    -- Calls that started within 7 days of their receipt; older ones are judged by hand alone.
    timely UInt64
)
ENGINE = {{Replicated}}SummingMergeTree((records, timely))
PARTITION BY toYYYYMM(received_on)
ORDER BY (hour, received_on)
TTL received_on + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed usage_arrival by cityHash64(hour)}};

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_arrival_of_usage {{on_cluster}} TO {{local usage_arrival}} AS
SELECT
    toDate(received_at, 'UTC') AS received_on,
    toStartOfHour(at, 'UTC') AS hour,
    count() AS records,
    countIf(at >= received_at - INTERVAL 7 DAY) AS timely
FROM {{local usage}}
GROUP BY received_on, hour;
