-- What does each line of a log say, and may it be stored?
--
-- raw takes lines as they come; read holds what a line says, and the line once more where it must be examined pair by
-- pair; checked names its first fault; parsed adds whether the record is already known. From there refused lines, texts
-- and subjects go their own ways. All are Null tables: rows pass through and are gone. Short steps, because planning one
-- query of all of them takes longer than small segments do; and what a segment has none of is not planned at all.
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
    retain_text Bool,
    -- The HTTP request that brought the line, its line there, and the only source it may name; empty for logs loaded by hand.
    batch String,
    batch_line UInt32,
    bound_source LowCardinality(String)
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS read {{on_cluster}}
(
    line String,
    line_number UInt32,
    segment String,
    received_at DateTime('UTC'),
    latest_at DateTime64(3, 'UTC'),
    retain_text Bool,
    batch String,
    batch_line UInt32,
    bound_source LowCardinality(String),
    -- Absent fields, and those of another type, are empty or zero.
    source LowCardinality(String),
    id String,
    at String,
    account LowCardinality(String),
    organization LowCardinality(String),
    project LowCardinality(String),
    key LowCardinality(String),
    session LowCardinality(String),
    conversation LowCardinality(String),
    end_user LowCardinality(String),
    safety_identifier LowCardinality(String),
    ip LowCardinality(String),
    country LowCardinality(String),
    network_class LowCardinality(String),
    user_agent LowCardinality(String),
    sdk LowCardinality(String),
    client_fingerprint LowCardinality(String),
    provider LowCardinality(String),
    model LowCardinality(String),
    model_served LowCardinality(String),
    operation LowCardinality(String),
    error LowCardinality(String),
    limit_type LowCardinality(String),
    finish_reason LowCardinality(String),
    system_prompt String,
    prompt String,
    completion String,
    moderation_model LowCardinality(String),
    plan LowCardinality(String),
    account_created_at String,
    payment_fingerprint LowCardinality(String),
    deployment LowCardinality(String),
    asn Float64,
    input_tokens Float64,
    output_tokens Float64,
    cached_tokens Float64,
    reasoning_tokens Float64,
    duration_ms Float64,
    time_to_first_token_ms Float64,
    max_tokens Float64,
    status Float64,
    choices Float64,
    cost_usd Float64,
    temperature Nullable(Float64),
    top_p Nullable(Float64),
    paid_usd Float64,
    tools Array(String),
    guardrails Array(String),
    moderation Map(String, Float64),
    stream Bool,
    values_hash UInt64,
    -- The line where it looks unusual, else empty.
    examined String,
    -- Nanoseconds since the epoch; 0 where there is no instant.
    at_ns Int64,
    is_no_instant Bool,
    created_ns Int64,
    is_no_creation Bool,
    canonical_ip String
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS checked {{on_cluster}}
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32,
    batch String,
    batch_line UInt32,
    bound_source LowCardinality(String),
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
    body UInt64,
    account_original String,
    key_original String,
    system_prompt String,
    prompt String,
    completion String,
    -- First fault of the line, its reason and field; empty when there is none. What its shape lacks comes before what its values say.
    shape_fault String,
    value_fault LowCardinality(String)
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS parsed {{on_cluster}} AS checked
ENGINE = Null;

ALTER TABLE parsed {{on_cluster}}
    ADD COLUMN IF NOT EXISTS outcome Enum8('stored' = 1, 'duplicate' = 2, 'quarantined' = 3, 'dropped' = 4),
    ADD COLUMN IF NOT EXISTS reason LowCardinality(String),
    ADD COLUMN IF NOT EXISTS field String;

CREATE TABLE IF NOT EXISTS refused {{on_cluster}}
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32,
    source LowCardinality(String),
    outcome Enum8('quarantined' = 3, 'dropped' = 4),
    reason LowCardinality(String),
    field String,
    line String,
    at DateTime64(3, 'UTC'),
    network String,
    key String,
    status UInt16,
    error LowCardinality(String)
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS text {{on_cluster}}
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    record FixedString(16),
    at DateTime64(3, 'UTC'),
    account String,
    organization String,
    key String,
    retain_text Bool,
    system_prompt String,
    prompt String,
    completion String
)
ENGINE = Null;

-- Accounts and keys of stored records, each once a segment.
CREATE TABLE IF NOT EXISTS subject {{on_cluster}}
(
    kind LowCardinality(String),
    pseudonym String,
    original String,
    received_at DateTime('UTC')
)
ENGINE = Null;
