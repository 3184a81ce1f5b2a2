-- What became of the lines of each segment?
CREATE TABLE IF NOT EXISTS {{local book}} {{on_cluster}}
(
    received_hour DateTime('UTC'),
    source LowCardinality(String),
    segment LowCardinality(String),
    outcome LowCardinality(String),
    reason LowCardinality(String),
    field String,
    lines UInt64
)
ENGINE = {{Replicated}}SummingMergeTree(lines)
PARTITION BY toYYYYMM(received_hour)
ORDER BY (segment, source, received_hour, outcome, reason, field)
TTL received_hour + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed book by cityHash64(segment)}};

CREATE MATERIALIZED VIEW IF NOT EXISTS book_of_parsed {{on_cluster}} TO book AS
SELECT toStartOfHour(received_at) AS received_hour, source, segment, toString(outcome) AS outcome, reason, field, count() AS lines
FROM parsed
WHERE outcome IN ('stored', 'duplicate')
GROUP BY received_hour, source, segment, outcome, reason, field;

-- A hostile log may call each of its fields otherwise: of names it invents a block keeps the 20 most frequent apart, and
-- counts the others under *.
CREATE MATERIALIZED VIEW IF NOT EXISTS book_of_refused {{on_cluster}} TO book AS
SELECT
    received_hour,
    source,
    segment,
    outcome,
    reason,
    if(is_invented AND (nth > 20), '*', field) AS field,
    sum(of_name) AS lines
FROM
(
    SELECT
        *,
        dense_rank() OVER (PARTITION BY is_invented ORDER BY of_field DESC, field) AS nth
    FROM
    (
        SELECT
            *,
            sum(of_name) OVER (PARTITION BY is_invented, field) AS of_field
        FROM
        (
            SELECT
                toStartOfHour(received_at) AS received_hour,
                source,
                segment,
                toString(outcome) AS outcome,
                reason,
                field,
                reason IN ('unknown_field', 'duplicate_field') AS is_invented,
                count() AS of_name
            FROM refused
            GROUP BY received_hour, source, segment, outcome, reason, field
        )
    )
)
GROUP BY received_hour, source, segment, outcome, reason, field;
