-- What does each line of a log say, and may it be stored?
--
-- raw takes lines as they come; checked holds what a line says and the first fault it has; parsed adds whether the
-- record is already known. All three are Null tables: rows pass through and are gone.
--
-- A segment must arrive as one block (see libs/warehouse/load.sql): a repeated id is looked for in the block and in what
-- other segments have stored, never in what this segment stored before, so that its replay makes the same block again.
CREATE TABLE IF NOT EXISTS raw {{on_cluster}}
(
    line String,
    line_number UInt32,
    segment String,
    received_at DateTime('UTC'),
    latest_at DateTime64(3, 'UTC'),
    retain_text Bool
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS checked {{on_cluster}}
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32,
    source LowCardinality(String),
    id String,
    record FixedString(16),
    at DateTime64(3, 'UTC'),
    account String,
    organization String,
    project String,
    key String,
    session String,
    conversation String,
    end_user String,
    safety_identifier String,
    address String,
    network String,
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
    payment String,
    deployment LowCardinality(String),
    labels Map(String, String),
    -- What the warehouse keeps apart or not at all.
    retain_text Bool,
    line String,
    pairs Array(Tuple(String, String)),
    body UInt64,
    account_original String,
    key_original String,
    system_prompt String,
    prompt String,
    completion String,
    -- First fault of the line; empty when there is none.
    reason LowCardinality(String),
    field String
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS parsed {{on_cluster}} AS checked
ENGINE = Null;

ALTER TABLE parsed {{on_cluster}} ADD COLUMN IF NOT EXISTS outcome Enum8('stored' = 1, 'duplicate' = 2, 'quarantined' = 3, 'dropped' = 4);
