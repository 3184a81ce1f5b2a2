-- Who called when, from where, with what, how much, with what outcome?
CREATE TABLE IF NOT EXISTS {{local usage}} {{on_cluster}}
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32 CODEC(ZSTD(1)),
    source LowCardinality(String),
    id String,
    record FixedString(16),
    at DateTime64(3, 'UTC'),
    -- Pseudonyms are hexadecimal: entropy coding halves them.
    account String CODEC(ZSTD(1)),
    organization String CODEC(ZSTD(1)),
    project String CODEC(ZSTD(1)),
    key String CODEC(ZSTD(1)),
    session String CODEC(ZSTD(1)),
    conversation String CODEC(ZSTD(1)),
    end_user String CODEC(ZSTD(1)),
    safety_identifier String CODEC(ZSTD(1)),
    address String CODEC(ZSTD(1)),
    network String CODEC(ZSTD(1)),
    asn UInt32,
    country LowCardinality(String),
    network_class LowCardinality(String),
    user_agent LowCardinality(String),
    sdk LowCardinality(String),
    client_fingerprint LowCardinality(String),
    provider LowCardinality(String),
    model LowCardinality(String),
    model_served LowCardinality(String),
    operation LowCardinality(String),
    input_tokens UInt32,
    output_tokens UInt32,
    cached_tokens UInt32,
    reasoning_tokens UInt32,
    cost_micro_usd UInt64,
    status UInt16,
    error LowCardinality(String),
    limit_type LowCardinality(String),
    finish_reason LowCardinality(String),
    duration_ms UInt32,
    time_to_first_token_ms UInt32,
    temperature Nullable(Float32),
    top_p Nullable(Float32),
    max_tokens UInt32,
    choices UInt16,
    stream Bool,
    tools Array(LowCardinality(String)),
    system_prompt_hash UInt64,
    moderation_model LowCardinality(String),
    moderation Map(LowCardinality(String), Float32),
    guardrails Array(LowCardinality(String)),
    plan LowCardinality(String),
    account_created_at Nullable(DateTime('UTC')),
    paid_micro_usd UInt64,
    payment String CODEC(ZSTD(1)),
    deployment LowCardinality(String),
    labels Map(String, String)
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (account, at, record)
TTL received_at + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed usage by cityHash64(account)}};

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_of_parsed {{on_cluster}} TO usage AS
SELECT
    received_at, segment, line_number, source, id, record, at, account, organization, project, key, session, conversation, end_user, safety_identifier, address, network, asn, country, network_class, user_agent, sdk, client_fingerprint, provider, model, model_served, operation, input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_micro_usd, status, error, limit_type, finish_reason, duration_ms, time_to_first_token_ms, temperature, top_p, max_tokens, choices, stream, tools, system_prompt_hash, moderation_model, moderation, guardrails, plan, account_created_at, paid_micro_usd, payment, deployment, labels
FROM parsed
WHERE outcome = 'stored';

-- Texts themselves, only where retention is switched on, and out of the reader's sight.
CREATE TABLE IF NOT EXISTS {{private}}.usage_text {{on_cluster}}
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    record FixedString(16),
    account String,
    part Enum8('system_prompt' = 0, 'prompt' = 1, 'completion' = 2),
    text String CODEC(ZSTD(3))
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (account, record, part)
TTL received_at + INTERVAL {{text_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_text_of_text {{on_cluster}} TO {{private}}.usage_text AS
SELECT received_at, segment, record, account, part, text
FROM
(
    SELECT received_at, segment, record, account, system_prompt, prompt, completion
    FROM text
    WHERE retain_text
)
ARRAY JOIN ['system_prompt', 'prompt', 'completion'] AS part, [system_prompt, prompt, completion] AS text
WHERE text != '';
