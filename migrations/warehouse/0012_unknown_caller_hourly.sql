-- How often did callers whom the gateway does not know knock, hour by hour, from which networks?
--
-- They name nobody, so none of them gets a row: keys are counted and never kept, and of the networks and errors of one
-- block the 100 most frequent stand apart, the others under *. Counts are complete only after adding up.
CREATE TABLE IF NOT EXISTS {{local unknown_caller_hourly}} {{on_cluster}}
(
    received_on Date,
    hour DateTime('UTC'),
    source LowCardinality(String),
    -- Pseudonym; empty when the log does not say.
    network String,
    error LowCardinality(String),
    status UInt16,
    requests SimpleAggregateFunction(sum, UInt64),
    -- Distinct keys that were tried.
    keys AggregateFunction(uniqCombined(12), UInt64)
)
ENGINE = {{Replicated}}AggregatingMergeTree
PARTITION BY toYYYYMM(received_on)
ORDER BY (hour, source, network, error, status, received_on)
TTL received_on + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed unknown_caller_hourly by cityHash64(network)}};

CREATE MATERIALIZED VIEW IF NOT EXISTS unknown_caller_hourly_of_refused {{on_cluster}} TO unknown_caller_hourly AS
SELECT
    received_on,
    hour,
    source,
    if(nth > 100, '*', network) AS network,
    if(nth > 100, '*', error) AS error,
    status,
    sum(of_error) AS requests,
    uniqCombinedMergeState(12)(keys_of_error) AS keys
FROM
(
    SELECT
        *,
        row_number() OVER (ORDER BY of_error DESC, hour, source, network, error) AS nth
    FROM
    (
        SELECT
            toDate(received_at, 'UTC') AS received_on,
            toStartOfHour(at, 'UTC') AS hour,
            source,
            network,
            -- As long as an error that is stored may be.
            substringUTF8(error, 1, 64) AS error,
            status,
            count() AS of_error,
            uniqCombinedStateIf(12)(sipHash64(key), key != '') AS keys_of_error
        FROM
        (
            SELECT received_at, at, source, network, error, status, key
            FROM refused
            WHERE reason = 'unknown_caller'
        )
        GROUP BY received_on, hour, source, network, error, status
    )
)
GROUP BY received_on, hour, source, network, error, status;
