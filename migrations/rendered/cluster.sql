-- 0000_network.sql
-- Whose network is an address in, as far as the operator's list tells?
--
-- Before all others, since the ingest views ask it. Rows count once their list is published by a row of network_list:
-- a list half written is seen by nobody, and two are never mixed.
CREATE TABLE IF NOT EXISTS usewatch_private.network ON CLUSTER 'main'
(
    list String,
    -- CIDR of IPv4 or IPv6.
    network String,
    -- 0: not said, as an empty string is.
    asn UInt32,
    country LowCardinality(String),
    network_class LowCardinality(String)
)
ENGINE = ReplicatedMergeTree
ORDER BY list
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS usewatch_private.network_list ON CLUSTER 'main'
(
    list String,
    -- Name of the file, without its folder.
    file String,
    networks UInt32,
    loaded_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplicatedMergeTree
ORDER BY loaded_at
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Read at its first use after a start, and whenever a list is published; never by the clock.
CREATE DICTIONARY IF NOT EXISTS usewatch_private.network_of ON CLUSTER 'main'
(
    network String,
    -- asn, country and class in one attribute: each one costs a search of its own.
    said Array(String)
)
PRIMARY KEY network
SOURCE(CLICKHOUSE( QUERY 'SELECT network, [toString(asn), country, network_class] AS said FROM usewatch_private.network WHERE list = (SELECT argMax(list, loaded_at) FROM usewatch_private.network_list)'))
LAYOUT(IP_TRIE)
LIFETIME(0);

-- 0001_secret.sql
-- With which keys are identifiers hidden?
--
-- Memory only: the application hands them in before it loads, a restarted server has none, and the ingest views
-- refuse to run without. Values are hexadecimal.
CREATE TABLE IF NOT EXISTS usewatch_private.secret ON CLUSTER 'main'
(
    name String,
    secret String,
    -- Tells sets of keys apart; the views accept one set at a time.
    version String,
    since DateTime('UTC')
)
ENGINE = Memory;

-- 0002_raw.sql
-- What does each line of a log say, and may it be stored?
--
-- raw takes lines as they come; read holds what a line says, and the line once more where it must be examined pair by
-- pair; checked names its first fault; parsed adds whether the record is already known. From there refused lines, texts
-- and subjects go their own ways. All are Null tables: rows pass through and are gone. Short steps, because planning one
-- query of all of them takes longer than small segments do; and what a segment has none of is not planned at all.
--
-- A segment must arrive as one block (see libs/warehouse/load.sql): a repeated id is looked for in the block and in what
-- other segments have stored, never in what this segment stored before, so that its replay makes the same block again.
CREATE TABLE IF NOT EXISTS raw ON CLUSTER 'main'
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

CREATE TABLE IF NOT EXISTS read ON CLUSTER 'main'
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

CREATE TABLE IF NOT EXISTS checked ON CLUSTER 'main'
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

CREATE TABLE IF NOT EXISTS parsed ON CLUSTER 'main' AS checked
ENGINE = Null;

ALTER TABLE parsed ON CLUSTER 'main'
    ADD COLUMN IF NOT EXISTS outcome Enum8('stored' = 1, 'duplicate' = 2, 'quarantined' = 3, 'dropped' = 4),
    ADD COLUMN IF NOT EXISTS reason LowCardinality(String),
    ADD COLUMN IF NOT EXISTS field String;

CREATE TABLE IF NOT EXISTS refused ON CLUSTER 'main'
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

CREATE TABLE IF NOT EXISTS text ON CLUSTER 'main'
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
CREATE TABLE IF NOT EXISTS subject ON CLUSTER 'main'
(
    kind LowCardinality(String),
    pseudonym String,
    original String,
    received_at DateTime('UTC')
)
ENGINE = Null;

-- 0003_record.sql
-- Which records are known already, and under which contents?
CREATE TABLE IF NOT EXISTS record_local ON CLUSTER 'main'
(
    record FixedString(16) CODEC(NONE),
    body UInt64 CODEC(NONE),
    segment LowCardinality(String),
    received_at DateTime('UTC'),
    -- The record's first four bytes. Every segment looks its records up among all that are known: these are four times
    -- less to read and eight times faster to compare, and leave one in a hundred thousand to be compared whole.
    tag UInt32 DEFAULT reinterpretAsUInt32(record) CODEC(NONE)
)
ENGINE = ReplicatedMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY received_at
TTL received_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS record ON CLUSTER 'main' AS record_local ENGINE = Distributed('main', 'usewatch', 'record_local', cityHash64(record));

-- 0004_checked.sql
-- What does each line say, and what is the first thing wrong with it?
--
-- Two steps: read the line once, then name its first fault. The zod schema in libs/usage/usage-record.ts says the same.
CREATE MATERIALIZED VIEW IF NOT EXISTS read_of_raw ON CLUSTER 'main' TO read AS
WITH
    parseDateTime64BestEffortOrNull(v.at, 9, 'UTC') AS instant,
    parseDateTime64BestEffortOrNull(v.account_created_at, 9, 'UTC') AS creation
SELECT
    line, line_number, segment, received_at, latest_at, retain_text, batch, batch_line, bound_source,
    v.source AS source, v.id AS id, v.at AS at, v.account AS account, v.organization AS organization,
    v.project AS project, v.key AS key, v.session AS session, v.conversation AS conversation, v.end_user AS end_user,
    v.safety_identifier AS safety_identifier, v.ip AS ip, v.country AS country, v.network_class AS network_class,
    v.user_agent AS user_agent, v.sdk AS sdk, v.client_fingerprint AS client_fingerprint, v.provider AS provider,
    v.model AS model, v.model_served AS model_served, v.operation AS operation, v.error AS error,
    v.limit_type AS limit_type, v.finish_reason AS finish_reason, v.system_prompt AS system_prompt, v.prompt AS prompt,
    v.completion AS completion, v.moderation_model AS moderation_model, v.plan AS plan,
    v.account_created_at AS account_created_at, v.payment_fingerprint AS payment_fingerprint,
    v.deployment AS deployment, v.asn AS asn, v.input_tokens AS input_tokens, v.output_tokens AS output_tokens,
    v.cached_tokens AS cached_tokens, v.reasoning_tokens AS reasoning_tokens, v.duration_ms AS duration_ms,
    v.time_to_first_token_ms AS time_to_first_token_ms, v.max_tokens AS max_tokens, v.status AS status,
    v.choices AS choices, v.cost_usd AS cost_usd, v.temperature AS temperature, v.top_p AS top_p,
    v.paid_usd AS paid_usd, v.tools AS tools, v.guardrails AS guardrails, v.moderation AS moderation, v.stream AS stream,
    cityHash64(v) AS values_hash,
    -- Whatever looks unusual is examined pair by pair, which costs as much as all the rest: other names than fields,
    -- names twice or written with escapes, lists, and values that begin otherwise than their field's do.
    if(
        greatest(
            NOT startsWith(line, '{'),
            NOT hasAll(names, ['source', 'id', 'at']),
            (v.account = '') AND (v.status != 401),
            arrayUniq(names) < length(names),
            arrayExists(
                name -> name NOT IN (
                    'source', 'id', 'at', 'account', 'organization', 'project', 'key', 'session', 'conversation',
                    'end_user', 'safety_identifier', 'ip', 'country', 'network_class', 'user_agent', 'sdk',
                    'client_fingerprint', 'provider', 'model', 'model_served', 'operation', 'error', 'limit_type',
                    'finish_reason', 'system_prompt', 'prompt', 'completion', 'moderation_model', 'plan',
                    'account_created_at', 'payment_fingerprint', 'deployment', 'asn', 'input_tokens', 'output_tokens',
                    'cached_tokens', 'reasoning_tokens', 'duration_ms', 'time_to_first_token_ms', 'max_tokens',
                    'status', 'choices', 'cost_usd', 'temperature', 'top_p', 'paid_usd', 'stream'
                ), names
            ),
            -- What a value may not begin with: classes of what it may would have to exclude spaces, which this matcher gets wrong.
            multiMatchAny(line, [
                '"(?:source|id|at|account)"\\s*:\\s*[-0-9tfn\\[{]',
                concat(
                    '"(?:organization|project|key|session|conversation|end_user|safety_identifier|ip|country|',
                    'network_class|user_agent|sdk|client_fingerprint|provider|model|model_served|operation|error|',
                    'limit_type|finish_reason|system_prompt|prompt|completion|moderation_model|plan|',
                    'account_created_at|payment_fingerprint|deployment)"\\s*:\\s*[-0-9tf\\[{]'
                ),
                concat(
                    '"(?:asn|input_tokens|output_tokens|cached_tokens|reasoning_tokens|duration_ms|',
                    'time_to_first_token_ms|max_tokens|status|choices|cost_usd|temperature|top_p|paid_usd)"\\s*:\\s*["tf\\[{]'
                ),
                '"stream"\\s*:\\s*["\\[{0-9-]',
                '\\\\u00[567]'
            ])
        ), line, ''
    ) AS examined,
    instant IS NULL AS is_no_instant,
    ifNull(toUnixTimestamp64Nano(instant), 0) AS at_ns,
    (creation IS NULL) AND (v.account_created_at != '') AS is_no_creation,
    ifNull(toUnixTimestamp64Nano(creation), 0) AS created_ns,
    -- IPv4 in IPv6's clothes is IPv4.
    replaceRegexpOne(ifNull(toString(toIPv6OrNull(v.ip)), ''), '^::ffff:([0-9.]+)$', '\\1') AS canonical_ip
FROM
(
    -- Apart from what is made of it, or the planner would read its types once for each field.
    SELECT
        *,
        JSONExtractKeys(line) AS names,
        JSONExtract(line, concat(
            'Tuple(source LowCardinality(String), id String, at String, account LowCardinality(String), ',
            'organization LowCardinality(String), project LowCardinality(String), key LowCardinality(String), ',
            'session LowCardinality(String), conversation LowCardinality(String), ',
            'end_user LowCardinality(String), safety_identifier LowCardinality(String), ',
            'ip LowCardinality(String), country LowCardinality(String), network_class LowCardinality(String), ',
            'user_agent LowCardinality(String), sdk LowCardinality(String), ',
            'client_fingerprint LowCardinality(String), provider LowCardinality(String), ',
            'model LowCardinality(String), model_served LowCardinality(String), ',
            'operation LowCardinality(String), error LowCardinality(String), limit_type LowCardinality(String), ',
            'finish_reason LowCardinality(String), system_prompt String, prompt String, completion String, ',
            'moderation_model LowCardinality(String), plan LowCardinality(String), account_created_at String, ',
            'payment_fingerprint LowCardinality(String), deployment LowCardinality(String), asn Float64, ',
            'input_tokens Float64, output_tokens Float64, cached_tokens Float64, reasoning_tokens Float64, ',
            'duration_ms Float64, time_to_first_token_ms Float64, max_tokens Float64, status Float64, ',
            'choices Float64, cost_usd Float64, temperature Nullable(Float64), top_p Nullable(Float64), ',
            'paid_usd Float64, tools Array(String), guardrails Array(String), moderation Map(String, Float64), ',
            'stream Bool)'
        )) AS v
    FROM raw
    WHERE match(line, '[^ \\t\\r\\n]')
);

CREATE MATERIALIZED VIEW IF NOT EXISTS checked_of_read ON CLUSTER 'main' TO checked AS
WITH
    (kind, value) -> if(value = '', '', lower(hex(substring(SHA256(concat(outer_block, SHA256(concat(inner_block, kind, '\0', value)))), 1, 16)))) AS pseudonym,
    -- What a hostile line calls its fields is clipped before anyone reads it.
    name -> replaceRegexpAll(leftUTF8(name, 64), '[^A-Za-z0-9_.-]', '?') AS listed,
    [
        'source', 'id', 'at', 'account', 'organization', 'project', 'key', 'session', 'conversation', 'end_user',
        'safety_identifier', 'ip', 'country', 'network_class', 'user_agent', 'sdk', 'client_fingerprint', 'provider',
        'model', 'model_served', 'operation', 'error', 'limit_type', 'finish_reason', 'system_prompt', 'prompt',
        'completion', 'moderation_model', 'plan', 'account_created_at', 'payment_fingerprint', 'deployment', 'asn',
        'input_tokens', 'output_tokens', 'cached_tokens', 'reasoning_tokens', 'duration_ms',
        'time_to_first_token_ms', 'max_tokens', 'status', 'choices', 'cost_usd', 'temperature', 'top_p', 'paid_usd',
        'tools', 'guardrails', 'moderation', 'stream'
    ] AS field_names,
    -- What the values of each field may begin with; n is null's.
    arrayConcat(arrayWithConstant(4, '"'), arrayWithConstant(28, '"n'), arrayWithConstant(14, '-0123456789n'), ['[n', '[n', '{n', 'tfn']) AS field_starts,
    JSONExtractKeysAndValuesRaw(examined) AS pairs,
    pairs.1 AS names,
    arrayFirstIndex(nth -> nth > 1, arrayEnumerateUniq(pairs.1)) AS at_repeat,
    arrayMap(
        (name, raw) -> multiIf(
            startsWith(name, 'x_') AND (length(name) <= 128), '',
            (transform(name, field_names, field_starts, '') AS starts) = '', 'unknown_field',
            position(starts, substring(raw, 1, 1)) > 0, '',
            raw != 'null', 'wrong_type',
            (name = 'account') AND (said.status = 401), '',
            'missing'
        ),
        pairs.1, pairs.2
    ) AS pair_faults,
    arrayFirstIndex(pair_fault -> pair_fault != '', pair_faults) AS at_fault,
    arrayFirst(name -> NOT has(names, name), if(said.status = 401, ['source', 'id', 'at'], ['source', 'id', 'at', 'account'])) AS lacking,
    intDiv(at_ns, 1000000) AS at_ms,
    intDiv(created_ns, 1000000) AS created_ms,
    if(
        position(canonical_ip, ':') = 0,
        replaceRegexpOne(canonical_ip, '\\.[0-9]+$', '.0/24'),
        concat(toString(IPv6CIDRToRange(toIPv6OrDefault(canonical_ip), 48).1), '/48')
    ) AS canonical_network,
    -- What the operator's list says of the address, asked for only where the record leaves something to say.
    if(
        (canonical_ip = '') OR ((said.asn != 0) AND (said.country != '') AND (said.network_class != '')),
        CAST([], 'Array(String)'),
        dictGetOrDefault('usewatch_private.network_of', 'said', toIPv6OrDefault(canonical_ip), CAST([], 'Array(String)'))
    ) AS on_list,
    arrayFilter(pair -> startsWith(pair.1, 'x_'), pairs) AS label_pairs,
    multiIf(
        examined = '', '',
        startsWith(examined, '!oversize '), 'line_too_long',
        startsWith(examined, '!unmapped '), concat('unmapped ', arrayFirst(name -> name = extract(examined, '^!unmapped [^ ]* ([a-z_]+) '), field_names)),
        (JSONType(examined) != 'Object') OR startsWith(examined, '\xEF\xBB\xBF'), 'not_json',
        at_repeat > 0, concat('duplicate_field ', listed(names[at_repeat])),
        at_fault > 0, concat(pair_faults[at_fault], ' ', listed(names[at_fault])),
        arrayCount(name -> startsWith(name, 'x_'), names) > 64, 'too_many x_',
        lacking != '', concat('missing ', lacking),
        arrayExists(item -> NOT startsWith(item, '"'), JSONExtractArrayRaw(examined, 'tools')), 'wrong_type tools',
        arrayExists(item -> NOT startsWith(item, '"'), JSONExtractArrayRaw(examined, 'guardrails')), 'wrong_type guardrails',
        arrayExists(pair -> NOT match(pair.2, '^[-0-9]'), JSONExtractKeysAndValuesRaw(examined, 'moderation')), 'wrong_type moderation',
        arrayUniq(JSONExtractKeys(examined, 'moderation')) < length(JSONExtractKeys(examined, 'moderation')), 'duplicate_field moderation',
        ''
    ) AS shape_fault
SELECT
    received_at,
    segment,
    line_number,
    batch,
    batch_line,
    bound_source,
    substringUTF8(said.source, 1, 128) AS source,
    said.id AS id,
    sipHash128(concat(said.source, '\0', said.id)) AS record,
    fromUnixTimestamp64Milli(greatest(at_ms, 0), 'UTC') AS at,
    pseudonym('account', said.account) AS account,
    pseudonym('organization', said.organization) AS organization,
    pseudonym('project', said.project) AS project,
    pseudonym('key', said.key) AS key,
    pseudonym('session', said.session) AS session,
    pseudonym('conversation', said.conversation) AS conversation,
    pseudonym('end_user', said.end_user) AS end_user,
    pseudonym('safety_identifier', said.safety_identifier) AS safety_identifier,
    pseudonym('address', canonical_ip) AS address,
    pseudonym('network', canonical_network) AS network,
    -- The engine reads "NaN" in quotes as a number; of a line that is refused for it nothing else may fail.
    if(said.asn = 0, toUInt32OrZero(on_list[1]), toUInt32(ifNotFinite(said.asn, 0))) AS asn,
    if(said.country = '', on_list[2], said.country) AS country,
    if(said.network_class = '', on_list[3], said.network_class) AS network_class,
    said.user_agent AS user_agent,
    said.sdk AS sdk,
    said.client_fingerprint AS client_fingerprint,
    said.provider AS provider,
    said.model AS model,
    said.model_served AS model_served,
    said.operation AS operation,
    toUInt32(ifNotFinite(said.input_tokens, 0)) AS input_tokens,
    toUInt32(ifNotFinite(said.output_tokens, 0)) AS output_tokens,
    toUInt32(ifNotFinite(said.cached_tokens, 0)) AS cached_tokens,
    toUInt32(ifNotFinite(said.reasoning_tokens, 0)) AS reasoning_tokens,
    -- Bounded, or one refused line with a huge amount would fail its whole segment.
    toUInt64(round(clamp(ifNotFinite(said.cost_usd, 0), 0, 1000000000) * 1000000)) AS cost_micro_usd,
    toUInt16(ifNotFinite(said.status, 0)) AS status,
    said.error AS error,
    said.limit_type AS limit_type,
    said.finish_reason AS finish_reason,
    toUInt32(ifNotFinite(said.duration_ms, 0)) AS duration_ms,
    toUInt32(ifNotFinite(said.time_to_first_token_ms, 0)) AS time_to_first_token_ms,
    toFloat32(said.temperature) AS temperature,
    toFloat32(said.top_p) AS top_p,
    toUInt32(ifNotFinite(said.max_tokens, 0)) AS max_tokens,
    toUInt16(ifNotFinite(said.choices, 0)) AS choices,
    said.stream AS stream,
    said.tools AS tools,
    if(said.system_prompt = '', 0, sipHash64(concat(text_block, lowerUTF8(said.system_prompt)))) AS system_prompt_hash,
    said.moderation_model AS moderation_model,
    said.moderation AS moderation,
    said.guardrails AS guardrails,
    said.plan AS plan,
    if(said.account_created_at = '', NULL, toDateTime(intDiv(created_ms, 1000), 'UTC')) AS account_created_at,
    toUInt64(round(clamp(ifNotFinite(said.paid_usd, 0), 0, 1000000000) * 1000000)) AS paid_micro_usd,
    pseudonym('payment', said.payment_fingerprint) AS payment,
    said.deployment AS deployment,
    CAST(label_pairs, 'Map(String, String)') AS labels,
    retain_text,
    line,
    -- Of values, not of bytes: the order of the fields, and null for absent, make no other record.
    sipHash64Keyed(body_key, values_hash, arraySort(label_pairs)) AS body,
    said.account AS account_original,
    said.key AS key_original,
    said.system_prompt AS system_prompt,
    said.prompt AS prompt,
    said.completion AS completion,
    shape_fault,
    [
            'length source', 'length id', 'length source', 'control_character source', 'foreign_source source', 'length id',
            'not_an_instant at', 'not_an_instant at', 'not_an_instant at',
            'out_of_range at', 'not_an_instant at', 'future at', 'unknown_caller account',
            'length account', 'length account',
            'length organization', 'length project', 'length key', 'length session', 'length conversation', 'length end_user',
            'length safety_identifier', 'length provider', 'length model', 'length model_served', 'length operation', 'length error',
            'length limit_type', 'length finish_reason', 'length moderation_model', 'length plan', 'length payment_fingerprint', 'length deployment',
            'length user_agent', 'length sdk', 'length client_fingerprint',
            'length system_prompt', 'length prompt', 'length completion',
            'not_an_instant account_created_at', 'not_an_instant account_created_at', 'not_an_instant account_created_at',
            'out_of_range account_created_at', 'not_an_instant account_created_at',
            'not_an_address ip', 'not_an_address ip', 'not_an_address ip',
            'not_a_code country', 'not_a_code network_class',
            'out_of_range asn', 'out_of_range input_tokens', 'out_of_range output_tokens', 'out_of_range cached_tokens',
            'out_of_range reasoning_tokens', 'out_of_range duration_ms', 'out_of_range time_to_first_token_ms', 'out_of_range max_tokens',
            'out_of_range status', 'out_of_range choices',
            'out_of_range cost_usd', 'out_of_range paid_usd', 'out_of_range temperature', 'out_of_range top_p',
            'too_many tools', 'length tools',
            'too_many guardrails', 'length guardrails',
            'too_many moderation', 'length moderation', 'out_of_range moderation'
        ][indexOf([
            said.source = '', said.id = '', length(said.source) > 128, match(said.source, '[\\x00-\\x1F\\x7F]'), (bound_source != '') AND (said.source != bound_source), length(said.id) > 256,
            NOT match(said.at, '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$'),
            match(said.at, '^[0-9]{4}-(02-3|(0[469]|11)-31)'),
            substring(said.at, 6, 5) = '02-29' AND NOT match(said.at, '^([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-'),
            (said.at < '1969') OR (said.at >= '2107') OR (at_ms < 0) OR (at_ms >= 4291747200000),
            is_no_instant,
            at_ms > toUnixTimestamp64Milli(latest_at),
            (said.account = '') AND (said.status = 401),
            said.account = '', length(said.account) > 256,
            length(said.organization) > 256, length(said.project) > 256, length(said.key) > 256, length(said.session) > 256, length(said.conversation) > 256, length(said.end_user) > 256,
            length(said.safety_identifier) > 256,
            length(said.provider) > 256,
            length(said.model) > 256,
            length(said.model_served) > 256,
            length(said.operation) > 256,
            length(said.error) > 256,
            length(said.limit_type) > 256,
            length(said.finish_reason) > 256,
            length(said.moderation_model) > 256,
            length(said.plan) > 256,
            length(said.payment_fingerprint) > 256,
            length(said.deployment) > 256,
            length(said.user_agent) > 512, length(said.sdk) > 512, length(said.client_fingerprint) > 512,
            length(said.system_prompt) > 1048576, length(said.prompt) > 1048576, length(said.completion) > 1048576,
            NOT match(said.account_created_at, '^$|^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$'),
            match(said.account_created_at, '^[0-9]{4}-(02-3|(0[469]|11)-31)'),
            substring(said.account_created_at, 6, 5) = '02-29' AND NOT match(said.account_created_at, '^([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-'),
            (said.account_created_at != '') AND ((said.account_created_at < '1969') OR (said.account_created_at >= '2107') OR (created_ms < 0) OR (created_ms >= 4291747200000)),
            is_no_creation,
            (said.ip != '') AND (canonical_ip = ''),
            match(said.ip, '[.:]0[0-9]+\\.|\\.0[0-9]+$'),
            match(said.ip, ':::') OR match(said.ip, '::') AND match(said.ip, '^:*([0-9A-Fa-f]+:+){7}[0-9A-Fa-f]+:*$|^:*([0-9A-Fa-f]+:+){6}[0-9]+\\.'),
            NOT match(said.country, '^([A-Z]{2})?$'), said.network_class NOT IN ('', 'residential', 'mobile', 'hosting', 'vpn', 'tor', 'education', 'unknown'),
            said.asn != clamp(floor(said.asn), 0, 4294967295),
            said.input_tokens != clamp(floor(said.input_tokens), 0, 4294967295),
            said.output_tokens != clamp(floor(said.output_tokens), 0, 4294967295),
            said.cached_tokens != clamp(floor(said.cached_tokens), 0, 4294967295),
            said.reasoning_tokens != clamp(floor(said.reasoning_tokens), 0, 4294967295),
            said.duration_ms != clamp(floor(said.duration_ms), 0, 4294967295),
            said.time_to_first_token_ms != clamp(floor(said.time_to_first_token_ms), 0, 4294967295),
            said.max_tokens != clamp(floor(said.max_tokens), 0, 4294967295),
            said.status != clamp(floor(said.status), 0, 65535), said.choices != clamp(floor(said.choices), 0, 65535),
            said.cost_usd != clamp(said.cost_usd, 0, 1000000000),
            said.paid_usd != clamp(ifNotFinite(said.paid_usd, 0), 0, 1000000000),
            ifNull(said.temperature, 0) != clamp(ifNull(said.temperature, 0), 0, 1000),
            ifNull(said.top_p, 0) != clamp(ifNull(said.top_p, 0), 0, 1),
            length(said.tools) > 256, arrayExists(name -> length(name) != clamp(length(name), 1, 256), said.tools),
            length(said.guardrails) > 256, arrayExists(name -> length(name) != clamp(length(name), 1, 256), said.guardrails),
            length(said.moderation) > 256,
            arrayExists(category -> length(category) != clamp(length(category), 1, 256), mapKeys(said.moderation)),
            arrayExists(share -> share != clamp(share, 0, 1), mapValues(said.moderation))
        ], 1)] AS value_fault
FROM
(
    -- Constants of an inner query, or the planner would ask for them once for each use.
    WITH
        -- Read at once, so that they are of one version or none.
        (
            SELECT
                throwIf((uniqExact(version) != 1) OR (countIf(name = 'pseudonym_inner') = 0), 'pseudonyms require the secrets of one version, such as pseudonym_inner'),
                unhex(anyIf(secret, name = 'pseudonym_inner')),
                unhex(anyIf(secret, name = 'pseudonym_outer')),
                unhex(anyIf(secret, name = 'fingerprint_inner'))
            FROM usewatch_private.secret
        ) AS secrets
    SELECT
        *,
        secrets.2 AS inner_block,
        secrets.3 AS outer_block,
        secrets.4 AS text_block,
        (reinterpretAsUInt64(substring(SHA256(concat(text_block, 'body')), 1, 8)), reinterpretAsUInt64(substring(SHA256(concat(text_block, 'body')), 9, 8))) AS body_key
    FROM read
) AS said;

-- 0005_parsed.sql
-- Is each sound line's record new, and what becomes of the line?
--
-- Known are ids of earlier lines of this block and of other segments; rows of the segment under way are left out, because
-- a crash may have stored them and not what hangs on them.
CREATE MATERIALIZED VIEW IF NOT EXISTS parsed_of_checked ON CLUSTER 'main' TO parsed AS
WITH
    multiIf(
        fault IN ('line_too_long', 'unknown_caller account'), 'dropped',
        fault != '', 'quarantined',
        is_repeated OR is_known, 'duplicate',
        'stored'
    ) AS fate
SELECT
    * EXCEPT (source, fault, is_repeated, is_same_here, is_known, is_same_elsewhere),
    fate AS outcome,
    -- What a refused line calls its source may be anything, and is not repeated; an unknown caller's line has a sound one.
    if((fate IN ('stored', 'duplicate')) OR (value_fault = 'unknown_caller account'), source, bound_source) AS source,
    multiIf(
        fate != 'duplicate', substringIndex(fault, ' ', 1),
        if(is_repeated, is_same_here, is_same_elsewhere), 'repeat',
        'conflict'
    ) AS reason,
    substring(fault, position(fault, ' ') + 1, if(position(fault, ' ') = 0, 0, length(fault))) AS field
FROM
(
    SELECT
        checked.*,
        if(shape_fault = '', value_fault, shape_fault) AS fault,
        (record, line_number) NOT IN (SELECT record, min(line_number) FROM checked WHERE (shape_fault = '') AND (value_fault = '') GROUP BY record) AS is_repeated,
        (record, body) IN (SELECT record, argMin(body, line_number) FROM checked WHERE (shape_fault = '') AND (value_fault = '') GROUP BY record) AS is_same_here,
        notEmpty(known.bodies) AS is_known,
        has(known.bodies, body) AS is_same_elsewhere
    FROM checked
    GLOBAL ANY LEFT JOIN
    (
        SELECT record, groupUniqArray(body) AS bodies
        FROM record
        PREWHERE tag GLOBAL IN (SELECT reinterpretAsUInt32(record) FROM checked)
        WHERE (record GLOBAL IN (SELECT record FROM checked)) AND (segment GLOBAL NOT IN (SELECT segment FROM checked))
        GROUP BY record
    ) AS known ON known.record = checked.record
);

CREATE MATERIALIZED VIEW IF NOT EXISTS record_of_parsed ON CLUSTER 'main' TO record AS
SELECT record, body, segment, received_at
FROM parsed
WHERE outcome = 'stored';

CREATE MATERIALIZED VIEW IF NOT EXISTS refused_of_parsed ON CLUSTER 'main' TO refused AS
SELECT received_at, segment, line_number, source, outcome, reason, field, line, at, network, key, status, error
FROM parsed
WHERE outcome IN ('quarantined', 'dropped');

CREATE MATERIALIZED VIEW IF NOT EXISTS text_of_parsed ON CLUSTER 'main' TO text AS
SELECT received_at, segment, record, at, account, organization, key, retain_text, system_prompt, prompt, completion
FROM parsed
WHERE (outcome = 'stored') AND ((prompt != '') OR (completion != '') OR (retain_text AND (system_prompt != '')));

CREATE MATERIALIZED VIEW IF NOT EXISTS subject_of_parsed ON CLUSTER 'main' TO subject AS
SELECT kind, pseudonym, any(original) AS original, max(received_at) AS received_at
FROM
(
    SELECT received_at, account, key, account_original, key_original
    FROM parsed
    WHERE outcome = 'stored'
)
ARRAY JOIN ['account', 'key'] AS kind, [account, key] AS pseudonym, [account_original, key_original] AS original
WHERE pseudonym != ''
GROUP BY kind, pseudonym
-- One block, as everything behind raw is.
SETTINGS group_by_two_level_threshold = 0, group_by_two_level_threshold_bytes = 0;

-- 0006_usage.sql
-- Who called when, from where, with what, how much, with what outcome?
CREATE TABLE IF NOT EXISTS usage_local ON CLUSTER 'main'
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
ENGINE = ReplicatedMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (account, at, record)
TTL received_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS usage ON CLUSTER 'main' AS usage_local ENGINE = Distributed('main', 'usewatch', 'usage_local', cityHash64(account));

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_of_parsed ON CLUSTER 'main' TO usage AS
SELECT
    received_at, segment, line_number, source, id, record, at, account, organization, project, key, session, conversation, end_user, safety_identifier, address, network, asn, country, network_class, user_agent, sdk, client_fingerprint, provider, model, model_served, operation, input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_micro_usd, status, error, limit_type, finish_reason, duration_ms, time_to_first_token_ms, temperature, top_p, max_tokens, choices, stream, tools, system_prompt_hash, moderation_model, moderation, guardrails, plan, account_created_at, paid_micro_usd, payment, deployment, labels
FROM parsed
WHERE outcome = 'stored';

-- Texts themselves, only where retention is switched on, and out of the reader's sight.
CREATE TABLE IF NOT EXISTS usewatch_private.usage_text ON CLUSTER 'main'
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    record FixedString(16),
    account String,
    part Enum8('system_prompt' = 0, 'prompt' = 1, 'completion' = 2),
    text String CODEC(ZSTD(3))
)
ENGINE = ReplicatedMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (account, record, part)
TTL received_at + INTERVAL 30 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_text_of_text ON CLUSTER 'main' TO usewatch_private.usage_text AS
SELECT received_at, segment, record, account, part, text
FROM
(
    SELECT received_at, segment, record, account, system_prompt, prompt, completion
    FROM text
    WHERE retain_text
)
ARRAY JOIN ['system_prompt', 'prompt', 'completion'] AS part, [system_prompt, prompt, completion] AS text
WHERE text != '';

-- 0007_quarantine.sql
-- Which lines were refused, and why?
--
-- The listing names fields, types and lengths, never a value; the line itself lies sealed for a short time, for
-- re-drive only. Its nonce is made of segment and line, so that a replay seals the same bytes.
CREATE TABLE IF NOT EXISTS quarantine_local ON CLUSTER 'main'
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32,
    source LowCardinality(String),
    reason LowCardinality(String),
    field String,
    line_bytes UInt32,
    shape Array(String)
)
ENGINE = ReplicatedMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (segment, line_number)
TTL received_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS quarantine ON CLUSTER 'main' AS quarantine_local ENGINE = Distributed('main', 'usewatch', 'quarantine_local', cityHash64(segment));

CREATE MATERIALIZED VIEW IF NOT EXISTS quarantine_of_refused ON CLUSTER 'main' TO quarantine AS
SELECT
    received_at,
    segment,
    line_number,
    source,
    reason,
    field,
    toUInt32(length(line)) AS line_bytes,
    arraySlice(
        arrayMap(
            (name, raw) -> concat(
                replaceRegexpAll(leftUTF8(name, 64), '[^A-Za-z0-9_.-]', '?'), ':',
                multiIf(
                    startsWith(raw, '"'), 'string', startsWith(raw, '['), 'array', startsWith(raw, '{'), 'object',
                    raw IN ('true', 'false'), 'bool', raw = 'null', 'null', 'number'
                ), ':',
                toString(length(raw))
            ),
            JSONExtractKeysAndValuesRaw(line).1, JSONExtractKeysAndValuesRaw(line).2
        ), 1, 100
    ) AS shape
FROM refused
WHERE outcome = 'quarantined';

CREATE TABLE IF NOT EXISTS usewatch_private.quarantined_line ON CLUSTER 'main'
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32,
    -- AES-256-GCM of the line; nonce = first 12 bytes of SHA-256(segment:line_number).
    sealed String CODEC(NONE)
)
ENGINE = ReplicatedMergeTree
PARTITION BY toDate(received_at)
ORDER BY (segment, line_number)
TTL received_at + INTERVAL 7 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS quarantined_line_of_refused ON CLUSTER 'main' TO usewatch_private.quarantined_line AS
WITH assumeNotNull((
    SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'quarantine requires the secret quarantine_key')))
    FROM usewatch_private.secret
    WHERE name = 'quarantine_key'
)) AS quarantine_key
SELECT
    received_at,
    segment,
    line_number,
    encrypt('aes-256-gcm', line, quarantine_key, substring(SHA256(concat(segment, ':', toString(line_number))), 1, 12)) AS sealed
FROM refused
WHERE outcome = 'quarantined';

-- 0008_identity.sql
-- Whom does each pseudonym of an account or key stand for?
--
-- Sealed, and closed to detectors and the reader user: opened only to act on an account, or by an audited reveal.
CREATE TABLE IF NOT EXISTS usewatch_private.identity ON CLUSTER 'main'
(
    kind LowCardinality(String),
    pseudonym String,
    -- AES-256-GCM of the original; nonce = first 12 bytes of the pseudonym, additional data = kind.
    sealed String CODEC(NONE),
    received_at DateTime('UTC')
)
ENGINE = ReplicatedReplacingMergeTree(received_at)
ORDER BY (kind, pseudonym)
TTL received_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS identity_of_subject ON CLUSTER 'main' TO usewatch_private.identity AS
WITH assumeNotNull((
    SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'identities require the secret identity_key')))
    FROM usewatch_private.secret
    WHERE name = 'identity_key'
)) AS identity_key
SELECT
    kind,
    pseudonym,
    encrypt('aes-256-gcm', original, identity_key, substring(unhex(pseudonym), 1, 12), kind) AS sealed,
    received_at
FROM subject;

-- Which pseudonym did a subject bear before the keys were rotated?
--
-- Filled while the previous key is provided and its overlap lasts, one row per subject seen meanwhile; gone when it ends.
CREATE TABLE IF NOT EXISTS usewatch_private.pseudonym_link ON CLUSTER 'main'
(
    kind LowCardinality(String),
    previous String,
    current String,
    received_at DateTime('UTC'),
    -- End of the overlap.
    linkable_until DateTime('UTC')
)
ENGINE = ReplicatedReplacingMergeTree(received_at)
ORDER BY (kind, previous, current)
TTL linkable_until
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS pseudonym_link_of_subject ON CLUSTER 'main' TO usewatch_private.pseudonym_link AS
WITH
    (
        SELECT
            throwIf(uniqExact(version) != 1, 'links require the secrets of one version'),
            unhex(anyIf(secret, name = 'pseudonym_inner')),
            unhex(anyIf(secret, name = 'pseudonym_outer')),
            unhex(anyIf(secret, name = 'previous_inner')),
            unhex(anyIf(secret, name = 'previous_outer')),
            toDateTime(toUInt32OrZero(anyIf(secret, name = 'previous_until')), 'UTC')
        FROM usewatch_private.secret
    ) AS secrets
SELECT
    kind,
    lower(hex(substring(SHA256(concat(secrets.5, SHA256(concat(secrets.4, kind, '\0', original)))), 1, 16))) AS previous,
    -- Made anew, so that keys replaced while a segment is under way are noticed.
    if(
        lower(hex(substring(SHA256(concat(secrets.3, SHA256(concat(secrets.2, kind, '\0', original)))), 1, 16))) = pseudonym, pseudonym,
        toString(throwIf(true, 'links require the secrets the pseudonyms were made with'))
    ) AS current,
    received_at,
    secrets.6 AS linkable_until
FROM subject
WHERE received_at < secrets.6;

-- 0009_book.sql
-- What became of the lines of each segment?
CREATE TABLE IF NOT EXISTS book_local ON CLUSTER 'main'
(
    received_hour DateTime('UTC'),
    source LowCardinality(String),
    segment LowCardinality(String),
    outcome LowCardinality(String),
    reason LowCardinality(String),
    field String,
    lines UInt64
)
ENGINE = ReplicatedSummingMergeTree(lines)
PARTITION BY toYYYYMM(received_hour)
ORDER BY (segment, source, received_hour, outcome, reason, field)
TTL received_hour + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS book ON CLUSTER 'main' AS book_local ENGINE = Distributed('main', 'usewatch', 'book_local', cityHash64(segment));

CREATE MATERIALIZED VIEW IF NOT EXISTS book_of_parsed ON CLUSTER 'main' TO book AS
SELECT toStartOfHour(received_at) AS received_hour, source, segment, toString(outcome) AS outcome, reason, field, count() AS lines
FROM parsed
WHERE outcome IN ('stored', 'duplicate')
GROUP BY received_hour, source, segment, outcome, reason, field;

-- A hostile log may call each of its fields otherwise: of names it invents a block keeps the 20 most frequent apart, and
-- counts the others under *.
CREATE MATERIALIZED VIEW IF NOT EXISTS book_of_refused ON CLUSTER 'main' TO book AS
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

-- 0010_fingerprint.sql
-- What is kept of a text once it is gone: keyed hashes of its words, never the words.
--
-- Every hash is keyed by the installation's fingerprint secret, so that a reader of the warehouse cannot
-- look words up in a dictionary. It outlives the rotation of pseudonyms: changing it would start fingerprints anew.

CREATE TABLE IF NOT EXISTS fingerprint_local ON CLUSTER 'main'
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    record FixedString(16),
    part Enum8('prompt' = 1, 'completion' = 2),
    -- The text a record is judged by: its completion, or its prompt when no completion was logged.
    leading Bool,
    at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    -- Hexadecimal: entropy coding halves it.
    account String CODEC(ZSTD(1)),
    organization String CODEC(ZSTD(1)),
    key String CODEC(ZSTD(1)),
    -- Bytes as logged; words are counted once each, after masking.
    length UInt32,
    -- Primary tag of BCP 47, such as de; empty when unsure.
    language LowCardinality(String),
    distinct_words UInt16,
    -- Words but masks, repeated ones too: how much a template says by itself. Four characters stand for a word where there are no spaces.
    plain_words UInt16,
    -- Percent of the words that stand behind a quotation mark.
    quoted_percent UInt8,
    exact_hash UInt64 CODEC(NONE),
    template_hash UInt64 CODEC(NONE),
    -- MinHash of 3-word shingles, k = 64 as 32 bands of 2 rows: at 20 % changed words 95 of 100 pairs of 40 words share a band.
    -- 32 bits each: among the ten million bands of a busy day some thousand pairs meet by chance, and are refused by their words.
    bands Array(UInt32) CODEC(LZ4),
    -- The 128 smallest word hashes, ascending: an unbiased sample to verify candidates by.
    -- Without it nothing is verified any more.
    words Array(UInt32) CODEC(LZ4) TTL received_at + INTERVAL 30 DAY,
    -- Registered domains, mail addresses and telephone numbers the text promotes, as pseudonyms.
    domains Array(String) CODEC(ZSTD(1)),
    contacts Array(String) CODEC(ZSTD(1))
)
ENGINE = ReplicatedMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (at, record, part)
TTL received_at + INTERVAL 120 DAY
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS fingerprint ON CLUSTER 'main' AS fingerprint_local ENGINE = Distributed('main', 'usewatch', 'fingerprint_local', cityHash64(account));

-- Under which domains does each customer of a registry or host register a name of their own?
--
-- Filled from migrations/data/public-suffixes.txt whenever that file is another one.
CREATE TABLE IF NOT EXISTS usewatch_private.public_suffix ON CLUSTER 'main'
(
    -- As the Public Suffix List writes it, such as co.uk, *.ck or !www.ck.
    rule String,
    -- SHA-256 of the file it comes from.
    digest String
)
ENGINE = ReplicatedMergeTree
ORDER BY rule;

CREATE DICTIONARY IF NOT EXISTS usewatch_private.public_suffix_rule ON CLUSTER 'main'
(
    rule String,
    digest String
)
PRIMARY KEY rule
SOURCE(CLICKHOUSE( QUERY 'SELECT rule, any(digest) AS digest FROM usewatch_private.public_suffix GROUP BY rule'))
LAYOUT(COMPLEX_KEY_HASHED)
LIFETIME(0);

-- Each step is a subquery of its own, so that nothing is computed twice. Inside the view hashes are fast and unkeyed;
-- what leaves it went through AES under the installation's key, one block a hash.
CREATE MATERIALIZED VIEW IF NOT EXISTS fingerprint_of_text ON CLUSTER 'main' TO fingerprint AS
WITH
    assumeNotNull((
        SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'fingerprints require the secret fingerprint_inner')))
        FROM usewatch_private.secret
        WHERE name = 'fingerprint_inner'
    )) AS inner_block,
    assumeNotNull((
        SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'fingerprints require the secret fingerprint_outer')))
        FROM usewatch_private.secret
        WHERE name = 'fingerprint_outer'
    )) AS outer_block,
    substring(SHA256(concat(inner_block, 'fingerprint')), 1, 16) AS seal,
    -- Without secrets in the shingles, somebody could choose words whose bands meet those of a stranger.
    reinterpret(SHA256(concat(inner_block, 'shingle')), 'Array(UInt64)') AS salts,
    bitOr(salts[1], 1) AS second_salt,
    bitOr(salts[2], 1) AS third_salt,
    salts[3] AS shingle_salt,
    -- Letters of other scripts that look Latin, and typographic punctuation that separates words.
    'абвеіјкмнорсѕтухαεικνορτυχ‘’‚“”„–—―…•·«»‹›′″、。' AS lookalike,
    'abbeijkmhopcstyxaeikvoptux                    ' AS plain,
    ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'no', 'fi', 'pl', 'cs', 'ro', 'tr', 'hu', 'id', 'vi'] AS spoken,
    -- Words that hardly a sentence of these languages does without, folded, and how they vote: seven bits for each
    -- language in turn, nine languages to a number, so that a sum counts for all. 4 for a word of one language, 3 of
    -- two, 2 of up to four, else 1; thirty words cannot overflow.
    [
        ('the', 4, 0), ('and', 4, 0), ('of', 13194139533315, 0), ('to', 2, 4227072), ('in', 103079215107, 0),
        ('is', 8796093022210, 8796093022208), ('that', 4, 0), ('for', 144115188075855874, 2), ('it', 4, 0),
        ('you', 4, 0), ('with', 4, 0), ('are', 4, 0), ('this', 4, 0), ('what', 4, 0), ('how', 4, 0), ('can', 4, 0),
        ('my', 4, 0), ('please', 4, 0), ('your', 4, 0), ('write', 4, 0), ('from', 4, 0), ('have', 4, 0),
        ('not', 4, 0), ('be', 4, 0), ('was', 387, 0), ('which', 4, 0), ('i', 72620543991349249, 16385),
        ('explain', 4, 0), ('me', 541065218, 0), ('an', 4, 0), ('or', 4, 0), ('we', 4, 0),
        ('do', 536870914, 4227072), ('does', 4, 0), ('will', 4, 0), ('should', 4, 0), ('if', 4, 0), ('about', 4, 0),
        ('make', 4, 0), ('give', 4, 0), ('der', 512, 0), ('die', 512, 0), ('das', 512, 0), ('und', 512, 0),
        ('ist', 512, 0), ('nicht', 512, 0), ('ein', 512, 0), ('eine', 512, 0), ('ich', 512, 0), ('zu', 512, 0),
        ('den', 145241087982698752, 2), ('mit', 512, 0), ('für', 512, 0), ('auf', 512, 0), ('wie', 512, 0),
        ('sie', 512, 0), ('es', 6291840, 0), ('auch', 512, 0), ('von', 512, 0), ('dem', 512, 0), ('im', 512, 0),
        ('bitte', 512, 0), ('wir', 512, 0), ('kann', 512, 0), ('mir', 512, 0), ('du', 72620543991365760, 1),
        ('einen', 512, 0), ('sind', 512, 0), ('dass', 512, 0), ('oder', 512, 0), ('aber', 512, 0), ('mein', 512, 0),
        ('schreibe', 512, 0), ('erkläre', 512, 0), ('werden', 512, 0), ('wird', 512, 0), ('bei', 512, 0),
        ('nach', 512, 0), ('warum', 512, 0), ('le', 103079264256, 0), ('la', 68723703808, 536870912),
        ('les', 65536, 0), ('des', 65536, 0), ('et', 144115188075888640, 2), ('est', 65536, 0), ('une', 65536, 0),
        ('un', 68723703808, 536870912), ('que', 541097984, 0), ('pour', 65536, 0), ('dans', 65536, 0),
        ('je', 8796093054976, 4194304), ('vous', 65536, 0), ('pas', 65536, 0), ('ce', 49152, 805306368),
        ('qui', 65536, 0), ('sur', 65536, 0), ('avec', 65536, 0), ('au', 65536, 0), ('il', 103079264256, 0),
        ('en', 72624942039973888, 34359738497), ('ne', 49152, 103079215104), ('plus', 65536, 0), ('mon', 65536, 0),
        ('comment', 65536, 0), ('cette', 65536, 0), ('votre', 65536, 0), ('de', 72624942308409344, 4432674684929),
        ('sont', 65536, 0), ('écris', 65536, 0), ('peux', 65536, 0), ('pourquoi', 65536, 0), ('quelle', 65536, 0),
        ('explique', 805355520, 0), ('quel', 65536, 0), ('nous', 65536, 0), ('ou', 805355520, 0), ('à', 65536, 0),
        ('el', 6291456, 13194139533312), ('los', 8388608, 0), ('las', 8388608, 0), ('y', 8388608, 0),
        ('una', 103085506560, 0), ('para', 811597824, 0), ('por', 811597824, 0), ('con', 103085506560, 0),
        ('no', 811597824, 0), ('del', 103085506560, 0), ('se', 541065216, 4194560),
        ('mi', 34361835520, 4432676798464), ('como', 811597824, 0), ('está', 811597824, 0), ('cómo', 8388608, 0),
        ('más', 8388608, 0), ('lo', 103085506560, 0), ('su', 8388608, 0), ('al', 68723671040, 536870912),
        ('qué', 8388608, 0), ('puedes', 8388608, 0), ('escribe', 8388608, 0), ('son', 8388608, 0),
        ('este', 541065216, 536870912), ('favor', 8388608, 0), ('muy', 8388608, 0), ('pero', 8388608, 0),
        ('o', 34630270976, 270532608), ('cuál', 8388608, 0), ('explica', 8388608, 0), ('hay', 8388608, 0),
        ('cuando', 8388608, 0), ('a', 536870912, 8796634087424), ('os', 1073741824, 0), ('as', 1073741824, 0),
        ('e', 103884521472, 0), ('é', 1073741824, 0), ('uma', 1073741824, 0), ('um', 1073741824, 0),
        ('em', 1073741824, 0), ('com', 1073741824, 0), ('não', 1073741824, 0), ('da', 805306368, 103079215104),
        ('na', 536870912, 4227072), ('meu', 1073741824, 0), ('mais', 1073741824, 0), ('você', 1073741824, 0),
        ('são', 1073741824, 0), ('ao', 1073741824, 0), ('qual', 103884521472, 0), ('escreva', 1073741824, 0),
        ('pode', 1073741824, 0), ('isso', 1073741824, 0), ('muito', 1073741824, 0), ('mas', 1073741824, 0),
        ('dos', 1073741824, 0), ('quando', 103884521472, 0), ('gli', 137438953472, 0), ('è', 137438953472, 0),
        ('che', 137438953472, 0), ('per', 137438953472, 0), ('non', 137438953472, 0),
        ('di', 103079215104, 1688849860263936), ('della', 137438953472, 0), ('come', 137438953472, 0),
        ('sono', 137438953472, 0), ('più', 137438953472, 0), ('questo', 137438953472, 0),
        ('si', 103079215104, 6291456), ('puoi', 137438953472, 0), ('scrivi', 137438953472, 0),
        ('anche', 137438953472, 0), ('dei', 137438953472, 0), ('nel', 137438953472, 0), ('ho', 137438953472, 0),
        ('cosa', 137438953472, 0), ('ma', 103079215104, 49152), ('perché', 137438953472, 0),
        ('alla', 137438953472, 0), ('spiega', 137438953472, 0), ('het', 17592186044416, 0),
        ('een', 17592186044416, 0), ('van', 13194139533312, 13194139533312), ('niet', 17592186044416, 0),
        ('dat', 17592186044416, 0), ('voor', 17592186044416, 0), ('met', 17592186044416, 0),
        ('op', 17592186044416, 0), ('te', 13194139533312, 805306368), ('ik', 17592186044416, 0),
        ('hoe', 17592186044416, 0), ('zijn', 17592186044416, 0), ('aan', 17592186044416, 0),
        ('er', 144123984168878080, 2), ('maar', 17592186044416, 0), ('mijn', 17592186044416, 0),
        ('wat', 17592186044416, 0), ('ook', 17592186044416, 0), ('naar', 17592186044416, 0),
        ('om', 145249884075720704, 2), ('bij', 17592186044416, 0), ('deze', 17592186044416, 0),
        ('kan', 145249884075720704, 2), ('schrijf', 17592186044416, 0), ('leg', 17592186044416, 0),
        ('waarom', 17592186044416, 0), ('heb', 17592186044416, 0), ('wordt', 17592186044416, 0),
        ('als', 17592186044416, 0), ('och', 2251799813685248, 0), ('det', 145241087982698496, 2),
        ('att', 2251799813685248, 0), ('är', 2251799813685248, 0), ('ett', 2251799813685248, 0),
        ('inte', 2251799813685248, 0), ('som', 145241087982698496, 2), ('jag', 2251799813685248, 0),
        ('på', 145241087982698496, 2), ('för', 2251799813685248, 0), ('med', 145241087982698496, 2),
        ('av', 1688849860263936, 3), ('till', 2251799813685248, 0), ('hur', 2251799813685248, 0),
        ('har', 145241087982698496, 2), ('min', 145241087982698496, 2), ('vad', 2251799813685248, 0),
        ('eller', 145241087982698496, 2), ('men', 145241087982698496, 2), ('skriv', 145241087982698496, 2),
        ('från', 2251799813685248, 0), ('vi', 145241087982698496, 2), ('varför', 2251799813685248, 0),
        ('ska', 2251799813685248, 0), ('när', 2251799813685248, 0), ('og', 216172782113783808, 3),
        ('at', 288230376151711744, 0), ('ikke', 216172782113783808, 3), ('jeg', 216172782113783808, 3),
        ('af', 288230376151711744, 0), ('til', 216172782113783808, 3), ('hvordan', 216172782113783808, 3),
        ('hvad', 288230376151711744, 0), ('fra', 216172782113783808, 3), ('hvorfor', 216172782113783808, 3),
        ('skal', 216172782113783808, 3), ('når', 216172782113783808, 3), ('mig', 288230376151711744, 0), ('å', 0, 4),
        ('hva', 0, 4), ('meg', 0, 13194139533315), ('ja', 0, 512), ('on', 0, 512), ('ei', 0, 512), ('että', 0, 512),
        ('ole', 0, 512), ('kuin', 0, 512), ('mutta', 0, 512), ('miten', 0, 512), ('mitä', 0, 512), ('tämä', 0, 512),
        ('voi', 0, 512), ('hän', 0, 512), ('minun', 0, 512), ('kanssa', 0, 512), ('tai', 0, 512), ('ovat', 0, 512),
        ('oli', 0, 512), ('jos', 0, 512), ('niin', 0, 512), ('kun', 0, 512), ('sinä', 0, 512), ('myös', 0, 512),
        ('mikä', 0, 512), ('miksi', 0, 512), ('kirjoita', 0, 512), ('minulle', 0, 512), ('selitä', 0, 512),
        ('joka', 0, 512), ('voitko', 0, 512), ('w', 0, 65536), ('nie', 0, 65536), ('się', 0, 65536),
        ('z', 0, 6340608), ('jest', 0, 65536), ('że', 0, 65536), ('jak', 0, 6340608), ('co', 0, 6340608),
        ('po', 0, 65536), ('za', 0, 65536), ('ale', 0, 541097984), ('czy', 0, 65536), ('dla', 0, 65536),
        ('od', 0, 65536), ('są', 0, 65536), ('jestem', 0, 65536), ('może', 0, 65536), ('proszę', 0, 65536),
        ('przez', 0, 65536), ('tym', 0, 65536), ('napisz', 0, 65536), ('dlaczego', 0, 65536), ('tak', 0, 6340608),
        ('mój', 0, 65536), ('który', 0, 65536), ('v', 0, 8388608), ('že', 0, 8388608), ('s', 0, 8388608),
        ('pro', 0, 8388608), ('jsem', 0, 8388608), ('by', 0, 8388608), ('jsou', 0, 8388608), ('prosím', 0, 8388608),
        ('nebo', 0, 8388608), ('který', 0, 8388608), ('jako', 0, 8388608), ('má', 0, 8388608), ('můžeš', 0, 8388608),
        ('napiš', 0, 8388608), ('není', 0, 8388608), ('proč', 0, 8388608), ('k', 0, 8388608), ('și', 0, 1073741824),
        ('în', 0, 1073741824), ('nu', 0, 1073741824), ('cu', 0, 1073741824), ('pe', 0, 1073741824),
        ('să', 0, 1073741824), ('care', 0, 1073741824), ('că', 0, 1073741824), ('din', 0, 1073741824),
        ('pentru', 0, 1073741824), ('mai', 0, 1073741824), ('sunt', 0, 1073741824), ('cum', 0, 1073741824),
        ('am', 0, 1073741824), ('rog', 0, 1073741824), ('scrie', 0, 1073741824), ('sau', 0, 1073741824),
        ('fost', 0, 1073741824), ('această', 0, 1073741824), ('explică', 0, 1073741824), ('ve', 0, 137438953472),
        ('bir', 0, 137438953472), ('bu', 0, 137438953472), ('için', 0, 137438953472), ('nasıl', 0, 137438953472),
        ('ile', 0, 137438953472), ('çok', 0, 137438953472), ('mı', 0, 137438953472), ('daha', 0, 137438953472),
        ('gibi', 0, 137438953472), ('ben', 0, 137438953472), ('bana', 0, 137438953472), ('var', 0, 137438953472),
        ('olarak', 0, 137438953472), ('olan', 0, 137438953472), ('değil', 0, 137438953472), ('yok', 0, 137438953472),
        ('lütfen', 0, 137438953472), ('ama', 0, 137438953472), ('kadar', 0, 137438953472), ('veya', 0, 137438953472),
        ('yaz', 0, 137438953472), ('neden', 0, 137438953472), ('nedir', 0, 137438953472), ('az', 0, 17592186044416),
        ('és', 0, 17592186044416), ('nem', 0, 17592186044416), ('hogy', 0, 17592186044416),
        ('egy', 0, 17592186044416), ('ez', 0, 17592186044416), ('csak', 0, 17592186044416),
        ('kell', 0, 17592186044416), ('mint', 0, 17592186044416), ('vagy', 0, 17592186044416),
        ('hogyan', 0, 17592186044416), ('kérlek', 0, 17592186044416), ('azt', 0, 17592186044416),
        ('ezt', 0, 17592186044416), ('lehet', 0, 17592186044416), ('már', 0, 17592186044416),
        ('nekem', 0, 17592186044416), ('írj', 0, 17592186044416), ('miért', 0, 17592186044416),
        ('yang', 0, 2251799813685248), ('dan', 0, 2251799813685248), ('ini', 0, 2251799813685248),
        ('itu', 0, 2251799813685248), ('untuk', 0, 2251799813685248), ('dengan', 0, 2251799813685248),
        ('tidak', 0, 2251799813685248), ('saya', 0, 2251799813685248), ('dari', 0, 2251799813685248),
        ('ke', 0, 2251799813685248), ('pada', 0, 2251799813685248), ('adalah', 0, 2251799813685248),
        ('akan', 0, 2251799813685248), ('bisa', 0, 2251799813685248), ('apa', 0, 2251799813685248),
        ('bagaimana', 0, 2251799813685248), ('anda', 0, 2251799813685248), ('dalam', 0, 2251799813685248),
        ('atau', 0, 2251799813685248), ('juga', 0, 2251799813685248), ('ada', 0, 2251799813685248),
        ('cara', 0, 2251799813685248), ('tolong', 0, 2251799813685248), ('kami', 0, 2251799813685248),
        ('buatkan', 0, 2251799813685248), ('tuliskan', 0, 2251799813685248), ('jelaskan', 0, 2251799813685248),
        ('mengapa', 0, 2251799813685248), ('oleh', 0, 2251799813685248), ('và', 0, 288230376151711744),
        ('là', 0, 288230376151711744), ('của', 0, 288230376151711744), ('có', 0, 288230376151711744),
        ('không', 0, 288230376151711744), ('cho', 0, 288230376151711744), ('được', 0, 288230376151711744),
        ('tôi', 0, 288230376151711744), ('một', 0, 288230376151711744), ('những', 0, 288230376151711744),
        ('các', 0, 288230376151711744), ('với', 0, 288230376151711744), ('này', 0, 288230376151711744),
        ('trong', 0, 288230376151711744), ('bạn', 0, 288230376151711744), ('người', 0, 288230376151711744),
        ('để', 0, 288230376151711744), ('như', 0, 288230376151711744), ('thế', 0, 288230376151711744),
        ('nào', 0, 288230376151711744), ('hãy', 0, 288230376151711744), ('làm', 0, 288230376151711744),
        ('về', 0, 288230376151711744), ('viết', 0, 288230376151711744), ('khi', 0, 288230376151711744),
        ('gì', 0, 288230376151711744), ('giúp', 0, 288230376151711744)
    ] AS vocabulary
SELECT
    received_at,
    segment,
    record,
    part,
    leading,
    at,
    account,
    organization,
    key,
    toUInt32(length(text)) AS length,
    multiIf(
        empty(script), if((best >= 1) AND (best > runner_up) AND (3 * runner_up <= 2 * best), spoken[indexOf(votes, best)], ''),
        script != 'cyrillic', script,
        multiSearchAny(sample, ['ј', 'љ', 'њ', 'ђ', 'ћ']), 'sr',
        multiSearchAny(sample, ['ў', 'қ', 'ғ', 'ә', 'ө', 'ү', 'һ']), '',
        multiSearchAny(sample, ['і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є']), 'uk',
        multiSearchAny(sample, ['ы', 'э', 'ё', 'Э']), 'ru',
        multiSearchAny(sample, ['ъ', ' е ', ' се ', ' ли ', ' да ', ' от ', ' със ', ' ми ', ' за тов']), 'bg',
        'ru'
    ) AS language,
    toUInt16(intDiv(least(length(distinct_units), 65535), if(spelled, 4, 1))) AS distinct_words,
    if(
        length(masked) > 24 * (length(own) + length(quoted)), distinct_words,
        toUInt16(least(arrayCount(w -> w != '0', own) + arrayCount(w -> w != '0', quoted), 65535))
    ) AS plain_words,
    toUInt8(intDiv(100 * length(quoted), greatest(length(own) + length(quoted), 1))) AS quoted_percent,
    toUInt64(sealed[1]) AS exact_hash,
    toUInt64(sealed[2]) AS template_hash,
    arraySlice(short, 3, if(empty(shingles), 0, 32)) AS bands,
    arraySlice(distinct_units, 1, 128) AS words,
    arrayMap(
        d -> lower(hex(substring(SHA256(concat(outer_block, SHA256(concat(inner_block, 'domain\0', d)))), 1, 16))),
        arraySlice(arrayDistinct(arrayMap(
            (host, names) -> if(
                match(host, '^[0-9.]+$|:'), host,
                -- An exception is itself what was registered; otherwise one name more than the longest rule. An unknown top-level domain is a rule.
                names[greatest(
                    if(
                        (arrayFirstIndex(name -> dictHas('usewatch_private.public_suffix_rule', tuple(concat('!', name))), names) AS exception) > 0, exception,
                        arrayFirstIndex(
                            (name, nth) -> (nth = length(names)) OR dictHas('usewatch_private.public_suffix_rule', tuple(name)) OR dictHas('usewatch_private.public_suffix_rule', tuple(concat('*.', names[nth + 1]))),
                            names, arrayEnumerate(names)
                        ) - 1
                    ), 1
                )]
            ),
            hosts, arrayMap(host -> arrayMap(nth -> arrayStringConcat(arraySlice(splitByChar('.', host), nth), '.'), range(1, 2 + length(splitByChar('.', host)) - 1)), hosts)
        )), 1, 32)
    ) AS domains,
    arrayMap(
        c -> lower(hex(substring(SHA256(concat(outer_block, SHA256(concat(inner_block, 'contact\0', c)))), 1, 16))),
        arraySlice(arrayDistinct(arrayMap(
            p -> if(position(p, '@') > 0, p, replaceRegexpAll(p, '[^0-9]', '')),
            arrayFilter(p -> NOT match(p, '^(?:https?:|www\\.)'), promoted)
        )), 1, 32)
    ) AS contacts
FROM
(
    SELECT
        *,
        arrayMap(p -> trimRight(domain(p), '.'), arrayFilter(p -> match(p, '^(?:https?:|www\\.)'), promoted)) AS hosts,
        arrayMax(votes) AS best,
        arraySort(votes)[-2] AS runner_up,
        reinterpret(
            encrypt(
                'aes-128-ecb',
                concat(
                    reinterpretAsString([toUInt128(xxh3(trimBoth(clean))), bitShiftLeft(toUInt128(arraySum(units)), 64) + arraySum(shingles)]),
                    reinterpretAsString(arrayMap(b -> toUInt128(b) + bitShiftLeft(toUInt128(1), 64), [
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xE76D798D), shingles)), 32) + arrayMin(s -> bitXor(s, 0xDBFEE1D8), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x765E7713), shingles)), 32) + arrayMin(s -> bitXor(s, 0xEF2F0D1C), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x3EF27788), shingles)), 32) + arrayMin(s -> bitXor(s, 0xDCED836F), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x16991A28), shingles)), 32) + arrayMin(s -> bitXor(s, 0xF0D3B72F), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xFA591CC0), shingles)), 32) + arrayMin(s -> bitXor(s, 0x5F2F7146), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xA738DAD4), shingles)), 32) + arrayMin(s -> bitXor(s, 0x7D6A9D88), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x89733EDF), shingles)), 32) + arrayMin(s -> bitXor(s, 0x2DF89BDB), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xBFF44020), shingles)), 32) + arrayMin(s -> bitXor(s, 0xC11697D4), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x91157048), shingles)), 32) + arrayMin(s -> bitXor(s, 0x4C9988F4), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xB0BE8827), shingles)), 32) + arrayMin(s -> bitXor(s, 0xE3CC91D9), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x20D530AD), shingles)), 32) + arrayMin(s -> bitXor(s, 0x6A14FEDF), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x0CA5F04D), shingles)), 32) + arrayMin(s -> bitXor(s, 0xEA9477E1), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x1E5B52AA), shingles)), 32) + arrayMin(s -> bitXor(s, 0x3B2668B8), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x78399C8D), shingles)), 32) + arrayMin(s -> bitXor(s, 0xA2B49B31), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x3106EA9C), shingles)), 32) + arrayMin(s -> bitXor(s, 0xB8012E6B), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x1254AC81), shingles)), 32) + arrayMin(s -> bitXor(s, 0x51E42DC9), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x0840E292), shingles)), 32) + arrayMin(s -> bitXor(s, 0x66ED1208), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x03CC2545), shingles)), 32) + arrayMin(s -> bitXor(s, 0x19CCA349), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x45A26826), shingles)), 32) + arrayMin(s -> bitXor(s, 0xC4521FF4), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xF620756B), shingles)), 32) + arrayMin(s -> bitXor(s, 0x6C4AA2A4), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xD35C3D26), shingles)), 32) + arrayMin(s -> bitXor(s, 0xAF719895), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x2743D929), shingles)), 32) + arrayMin(s -> bitXor(s, 0x7354EFA4), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x078F139D), shingles)), 32) + arrayMin(s -> bitXor(s, 0x4BF268B9), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x620C93A6), shingles)), 32) + arrayMin(s -> bitXor(s, 0xCCABD403), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x86B6453F), shingles)), 32) + arrayMin(s -> bitXor(s, 0x9FB71283), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x8D10212E), shingles)), 32) + arrayMin(s -> bitXor(s, 0xD63B1A2F), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xFE07EE48), shingles)), 32) + arrayMin(s -> bitXor(s, 0x373E88C8), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x2AC2B619), shingles)), 32) + arrayMin(s -> bitXor(s, 0x9ABC03E6), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xB77FE23C), shingles)), 32) + arrayMin(s -> bitXor(s, 0x95B11D63), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x83ABF989), shingles)), 32) + arrayMin(s -> bitXor(s, 0x42F87960), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0xAB9F22FE), shingles)), 32) + arrayMin(s -> bitXor(s, 0xC99BCCAC), shingles),
                    bitShiftLeft(toUInt64(arrayMin(s -> bitXor(s, 0x54D85AD4), shingles)), 32) + arrayMin(s -> bitXor(s, 0x5AD05640), shingles)
                    ])),
                    reinterpretAsString(arrayMap(u -> toUInt128(u), units))
                ),
                seal
            ),
            'Array(UInt128)'
        ) AS sealed,
        arrayMap(b -> toUInt32(b), sealed) AS short,
        -- The last block is padding.
        arrayCompact(arraySort(arraySlice(short, 35, length(units)))) AS distinct_units
    FROM
    (
        SELECT
            *,
            [
                bitAnd(bitShiftRight(first_votes, 0), 127), bitAnd(bitShiftRight(first_votes, 7), 127), bitAnd(bitShiftRight(first_votes, 14), 127),
                bitAnd(bitShiftRight(first_votes, 21), 127), bitAnd(bitShiftRight(first_votes, 28), 127), bitAnd(bitShiftRight(first_votes, 35), 127),
                bitAnd(bitShiftRight(first_votes, 42), 127), bitAnd(bitShiftRight(first_votes, 49), 127), bitAnd(bitShiftRight(first_votes, 56), 127),
                bitAnd(bitShiftRight(last_votes, 0), 127), bitAnd(bitShiftRight(last_votes, 7), 127), bitAnd(bitShiftRight(last_votes, 14), 127),
                bitAnd(bitShiftRight(last_votes, 21), 127), bitAnd(bitShiftRight(last_votes, 28), 127), bitAnd(bitShiftRight(last_votes, 35), 127),
                bitAnd(bitShiftRight(last_votes, 42), 127), bitAnd(bitShiftRight(last_votes, 49), 127), bitAnd(bitShiftRight(last_votes, 56), 127)
            ] AS votes,
            -- Three words in a row, or five characters, which already are a run.
            arraySlice(
                arrayMap(
                    (a, b, c) -> toUInt32(intHash64(bitXor(bitXor(a, shingle_salt), bitXor(b * second_factor, c * third_factor)))),
                    units, arrayShiftLeft(units, 1), arrayShiftLeft(units, 2)
                ),
                1, -2
            ) AS shingles
        FROM
        (
            SELECT
                *,
                arraySum(w -> transform(w, vocabulary.1, vocabulary.2, toUInt64(0)), arraySlice(own, 1, 30)) AS first_votes,
                arraySum(w -> transform(w, vocabulary.1, vocabulary.3, toUInt64(0)), arraySlice(own, 1, 30)) AS last_votes,
                -- Under 8 words, or hardly a space: five characters stand for a word.
                (length(own) + length(quoted) < 8) OR (length(masked) > 24 * (length(own) + length(quoted))) AS spelled,
                if(spelled, 0, second_salt) AS second_factor,
                if(spelled, 0, third_salt) AS third_factor,
                -- A quoted word is another word than the same word said.
                arrayConcat(
                    arrayMap(w -> xxh3(w), if(spelled, ngrams(masked, 5), own)),
                    arrayMap(w -> intHash64(xxh3(w)), if(spelled, [], quoted))
                ) AS units
            FROM
            (
                SELECT
                    *,
                    tokens(substring(masked, 1, quoted_from)) AS own,
                    tokens(substring(masked, quoted_from + 1)) AS quoted
                FROM
                (
                    SELECT
                        *,
                        -- Chinese letters say as much as three of an alphabet.
                        multiIf(
                            empty(sample) OR (3 * arraySum(letters) + 2 * (letters[8] + letters[9]) < lengthUTF8(sample)), '',
                            8 * letters[8] > letters[9] AND letters[8] + letters[9] > letters[7] AND letters[8] + letters[9] >= arrayMax(arraySlice(letters, 1, 7)), 'ja',
                            arrayMax(letters) = letters[9], 'zh',
                            arrayMax(letters) = letters[7], 'ko',
                            arrayMax(letters) = letters[1], 'cyrillic',
                            arrayMax(letters) = letters[2], 'el',
                            arrayMax(letters) = letters[3], 'he',
                            arrayMax(letters) = letters[5], 'th',
                            arrayMax(letters) = letters[6], 'hi',
                            multiSearchAny(sample, ['ٹ', 'ڈ', 'ڑ', 'ے', 'ہ', 'ں']), 'ur',
                            multiSearchAny(sample, ['پ', 'چ', 'گ', 'ژ', 'ی', 'ک']), 'fa',
                            'ar'
                        ) AS script,
                        -- Links, mail addresses and telephone numbers, before they are masked.
                        if(
                            is_linked OR multiMatchAny(clean, ['[0-9][0-9() .-]{7}']),
                            extractAll(clean, 'https?://[^\\s<>"]+|www\\.[^\\s<>"]+|[a-z0-9._+-]+@[a-z0-9-]+\\.[a-z0-9.-]*[a-z0-9]|[+(]?[0-9][0-9() .-]{7,}[0-9]'),
                            []
                        ) AS promoted,
                        -- Bytes before the first mark of quotation; all of them when there is none.
                        if(
                            multiMatchAny(masked, [' > |\\n> |\\n>>| >> |wrote:|writes:|wrote :|original message--']),
                            arrayMin(p -> if(p = 0, length(masked), p - 1), [
                                position(masked, ' > '), position(masked, '\n> '), position(masked, '\n>>'), position(masked, ' >> '),
                                position(masked, 'wrote:'), position(masked, 'writes:'), position(masked, 'wrote :'), position(masked, 'original message--')
                            ]),
                            length(masked)
                        ) AS quoted_from
                    FROM
                    (
                        SELECT
                            *,
                            if(
                                empty(sample), [],
                                [
                                    countSubstrings(sample, '\xD0') + countSubstrings(sample, '\xD1'),
                                    countSubstrings(sample, '\xCE') + countSubstrings(sample, '\xCF'),
                                    countSubstrings(sample, '\xD7'),
                                    countSubstrings(sample, '\xD8') + countSubstrings(sample, '\xD9') + countSubstrings(sample, '\xDA') + countSubstrings(sample, '\xDB'),
                                    countSubstrings(sample, '\xE0\xB8') + countSubstrings(sample, '\xE0\xB9'),
                                    countSubstrings(sample, '\xE0\xA4') + countSubstrings(sample, '\xE0\xA5'),
                                    countSubstrings(sample, '\xEA') + countSubstrings(sample, '\xEB') + countSubstrings(sample, '\xEC'),
                                    -- Kana stand among the Chinese letters of Japanese.
                                    countSubstrings(sample, '\xE3\x81') + countSubstrings(sample, '\xE3\x82') + countSubstrings(sample, '\xE3\x83'),
                                    countSubstrings(sample, '\xE4') + countSubstrings(sample, '\xE5') + countSubstrings(sample, '\xE6')
                                        + countSubstrings(sample, '\xE7') + countSubstrings(sample, '\xE8') + countSubstrings(sample, '\xE9')
                                ]
                            ) AS letters,
                            (position(clean, '://') > 0) OR (position(clean, 'www.') > 0) OR (position(clean, '@') > 0) AS is_linked,
                            -- One mask for link, address, handle, telephone and number: what a template fills in.
                            replaceRegexpAll(
                                if(is_linked, replaceRegexpAll(clean, 'https?://\\S+|www\\.\\S+|[^\\s@]*@\\S+', ' 0 '), clean),
                                '[0-9][0-9().,:/ -]*', ' 0 '
                            ) AS masked
                        FROM
                        (
                            SELECT
                                received_at,
                                segment,
                                record,
                                piece.1 AS part,
                                piece.2 AS text,
                                part = 'completion' OR empty(completion) AS leading,
                                at,
                                account,
                                organization,
                                key,
                                -- 64 KiB hold about ten thousand words; beyond them only cost would grow.
                                if(length(text) > 65536, substring(text, 1, 65536), text) AS head,
                                if(
                                    isASCII(head),
                                    lower(head),
                                    translateUTF8(normalizeUTF8NFKCCasefold(if(isValidUTF8(head), head, toValidUTF8(head))), lookalike, plain)
                                ) AS clean,
                                -- Scripts are told by the first bytes of their letters; a kilobyte tells enough.
                                if(isASCII(head), '', substring(head, 1, 1024)) AS sample
                            FROM text
                            ARRAY JOIN arrayFilter(p -> notEmpty(p.2), [('prompt', prompt), ('completion', completion)]) AS piece
                        )
                    )
                )
            )
        )
    )
)
-- Pieces of this many texts stay in the processor's cache; a whole segment at once takes twice as long.
SETTINGS max_block_size = 2048;

-- 0011_batch_book.sql
-- What became of the lines of each batch, and which of them have faults?
--
-- One row per batch and part of its segment. Kept as long as quarantined lines are: a fault points at a line that can be
-- driven again, and whoever sent a batch asks within hours.
CREATE TABLE IF NOT EXISTS batch_book_local ON CLUSTER 'main'
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    batch FixedString(16) CODEC(NONE),
    stored UInt32,
    duplicate UInt32,
    -- Of the duplicates, those with other contents.
    conflicts UInt32,
    quarantined UInt32,
    dropped UInt32,
    -- The first 100 lines that are neither stored nor repeated, in the order of the batch.
    faults Array(Tuple(line UInt32, outcome LowCardinality(String), reason LowCardinality(String), field String))
)
ENGINE = ReplicatedMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY batch
TTL received_at + INTERVAL 7 DAY
SETTINGS index_granularity = 256, non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS batch_book ON CLUSTER 'main' AS batch_book_local ENGINE = Distributed('main', 'usewatch', 'batch_book_local', cityHash64(batch));

CREATE MATERIALIZED VIEW IF NOT EXISTS batch_book_of_parsed ON CLUSTER 'main' TO batch_book AS
SELECT
    received_at,
    segment,
    unhex(batch) AS batch,
    countIf(outcome = 'stored') AS stored,
    countIf(outcome = 'duplicate') AS duplicate,
    countIf(reason = 'conflict') AS conflicts,
    countIf(outcome = 'quarantined') AS quarantined,
    countIf(outcome = 'dropped') AS dropped,
    arraySlice(arraySort(groupArrayIf((batch_line, toString(outcome), reason, field), reason NOT IN ('', 'repeat'))), 1, 100) AS faults
FROM
(
    SELECT received_at, segment, batch, batch_line, outcome, reason, field
    FROM parsed
    WHERE batch != ''
)
GROUP BY received_at, segment, batch;

-- 0012_unknown_caller_hourly.sql
-- How often did callers whom the gateway does not know knock, hour by hour, from which networks?
--
-- They name nobody, so none of them gets a row: keys are counted and never kept, and of the networks and errors of one
-- block the 100 most frequent stand apart, the others under *. Counts are complete only after adding up.
CREATE TABLE IF NOT EXISTS unknown_caller_hourly_local ON CLUSTER 'main'
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
ENGINE = ReplicatedAggregatingMergeTree
PARTITION BY toYYYYMM(received_on)
ORDER BY (hour, source, network, error, status, received_on)
TTL received_on + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS unknown_caller_hourly ON CLUSTER 'main' AS unknown_caller_hourly_local ENGINE = Distributed('main', 'usewatch', 'unknown_caller_hourly_local', cityHash64(network));

CREATE MATERIALIZED VIEW IF NOT EXISTS unknown_caller_hourly_of_refused ON CLUSTER 'main' TO unknown_caller_hourly AS
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

-- 0013_settled_line.sql
-- Which refused lines have been dealt with, and how?
--
-- A line is settled once its sealed text is of no more use; the listing and the books keep it.
CREATE TABLE IF NOT EXISTS settled_line_local ON CLUSTER 'main'
(
    -- Of the refused line, so that both go together.
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32,
    settled Enum8('redriven' = 1, 'discarded' = 2),
    -- The segment it was loaded again in; empty when it was discarded.
    redriven_in LowCardinality(String),
    settled_at DateTime('UTC')
)
ENGINE = ReplicatedMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (segment, line_number)
TTL received_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS settled_line ON CLUSTER 'main' AS settled_line_local ENGINE = Distributed('main', 'usewatch', 'settled_line_local', cityHash64(segment));

-- 0020_usage_hourly.sql
-- How much each account and key called, hour by hour, and how much of it was refused.
--
-- Sums are complete only after adding up: rows of one key are merged in the background, so every reader sums.

CREATE TABLE IF NOT EXISTS usage_hourly_local ON CLUSTER 'main'
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
ENGINE = ReplicatedSummingMergeTree((requests, limited, denied, failed, input_tokens, output_tokens, cost_micro_usd))
PARTITION BY toYYYYMM(received_on)
ORDER BY (hour, account, key, received_on)
TTL received_on + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS usage_hourly ON CLUSTER 'main' AS usage_hourly_local ENGINE = Distributed('main', 'usewatch', 'usage_hourly_local', cityHash64(account));

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_hourly_of_usage ON CLUSTER 'main' TO usage_hourly_local AS
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
FROM usage_local
GROUP BY received_on, hour, account, key;

-- How many records of each hour have arrived, and how many of them in time for the clock to judge.

CREATE TABLE IF NOT EXISTS usage_arrival_local ON CLUSTER 'main'
(
    received_on Date,
    hour DateTime('UTC'),
    records UInt64,
    -- Calls that started within 7 days of their receipt; older ones are judged by hand alone.
    timely UInt64
)
ENGINE = ReplicatedSummingMergeTree((records, timely))
PARTITION BY toYYYYMM(received_on)
ORDER BY (hour, received_on)
TTL received_on + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS usage_arrival ON CLUSTER 'main' AS usage_arrival_local ENGINE = Distributed('main', 'usewatch', 'usage_arrival_local', cityHash64(hour));

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_arrival_of_usage ON CLUSTER 'main' TO usage_arrival_local AS
SELECT
    toDate(received_at, 'UTC') AS received_on,
    toStartOfHour(at, 'UTC') AS hour,
    count() AS records,
    countIf(at >= received_at - INTERVAL 7 DAY) AS timely
FROM usage_local
GROUP BY received_on, hour;

-- 0021_usage_by_ten_minutes.sql
-- How much each key called, ten minutes by ten minutes: the past that a key's bursts are held against.
--
-- The key comes first, so that the weeks of a few keys are read without anybody else's. Sums are complete only after
-- adding up: rows of one key are merged in the background, so every reader sums.

CREATE TABLE IF NOT EXISTS usage_by_ten_minutes_local ON CLUSTER 'main'
(
    received_on Date,
    ten_minutes DateTime('UTC'),
    account String,
    -- Empty where the log names none.
    key String,
    requests UInt64
)
ENGINE = ReplicatedSummingMergeTree((requests))
PARTITION BY toYYYYMM(received_on)
ORDER BY (account, key, ten_minutes, received_on)
TTL received_on + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS usage_by_ten_minutes ON CLUSTER 'main' AS usage_by_ten_minutes_local ENGINE = Distributed('main', 'usewatch', 'usage_by_ten_minutes_local', cityHash64(account));

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_by_ten_minutes_of_usage ON CLUSTER 'main' TO usage_by_ten_minutes_local AS
SELECT
    toDate(received_at, 'UTC') AS received_on,
    toStartOfTenMinutes(at, 'UTC') AS ten_minutes,
    account,
    key,
    count() AS requests
FROM usage_local
GROUP BY received_on, ten_minutes, account, key;

-- 0022_account_daily.sql
-- From where, with what and how much did each account call, day by day?
--
-- What accounts may have in common is kept as 32-bit hashes, so that a day is read in one narrow pass: among 200,000
-- values some five pairs meet by chance, and one chance meeting ties nobody. Rows of one account and day are merged
-- in the background, so every reader adds up.

CREATE TABLE IF NOT EXISTS account_daily_local ON CLUSTER 'main'
(
    received_on Date,
    day Date,
    -- Hexadecimal: entropy coding halves it.
    account String CODEC(ZSTD(1)),
    requests SimpleAggregateFunction(sum, UInt64),
    -- Networks of one household, office or machine; 64 mean 64 or more, here and below: whoever has so many is known by none of them.
    networks SimpleAggregateFunction(groupUniqArrayArray(64), Array(UInt32)),
    -- Networks that strangers share: schools, carriers, VPN and Tor exits.
    shared_networks SimpleAggregateFunction(groupUniqArrayArray(64), Array(UInt32)),
    -- Client fingerprint, or else user agent, or else SDK.
    clients SimpleAggregateFunction(groupUniqArrayArray(64), Array(UInt32)),
    -- Temperature, top_p and longest answer together, where any of them is set.
    settings SimpleAggregateFunction(groupUniqArrayArray(64), Array(UInt32)),
    -- Means of payment; 0 when the log does not say.
    payment SimpleAggregateFunction(max, UInt32),
    -- When the account was made, epoch seconds; 0 when the log does not say.
    signed_up SimpleAggregateFunction(max, UInt32),
    -- Calls that a filter stopped or the model refused to answer.
    filtered SimpleAggregateFunction(sum, UInt64),
    -- How far the highest score of each call lies above 0.2, in quarters of a log-odd, added up; what a guardrail reported counts as 0.5.
    heat SimpleAggregateFunction(sum, UInt64)
)
ENGINE = ReplicatedAggregatingMergeTree
PARTITION BY toYYYYMM(received_on)
ORDER BY (day, account, received_on)
TTL received_on + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS account_daily ON CLUSTER 'main' AS account_daily_local ENGINE = Distributed('main', 'usewatch', 'account_daily_local', cityHash64(account));

CREATE MATERIALIZED VIEW IF NOT EXISTS account_daily_of_usage ON CLUSTER 'main' TO account_daily_local AS
SELECT
    toDate(received_at, 'UTC') AS received_on,
    toDate(at, 'UTC') AS day,
    account,
    count() AS requests,
    groupUniqArrayIf(64)(toUInt32(cityHash64(network)), (network != '') AND (network_class NOT IN ('education', 'mobile', 'vpn', 'tor'))) AS networks,
    groupUniqArrayIf(64)(toUInt32(cityHash64(network)), (network != '') AND (network_class IN ('education', 'mobile', 'vpn', 'tor'))) AS shared_networks,
    groupUniqArrayIf(64)(toUInt32(cityHash64(client)), client != '') AS clients,
    groupUniqArrayIf(64)(toUInt32(cityHash64(ifNull(temperature, -1), ifNull(top_p, -1), max_tokens)), isNotNull(temperature) OR isNotNull(top_p) OR (max_tokens > 0)) AS settings,
    max(if(payment = '', 0, toUInt32(cityHash64(payment)))) AS payment,
    max(toUInt32(ifNull(toUnixTimestamp(account_created_at), 0))) AS signed_up,
    countIf((finish_reason IN ('content_filter', 'refusal')) OR multiSearchAnyCaseInsensitive(error, ['content_filter', 'content_policy', 'contentpolicy', 'responsibleai'])) AS filtered,
    sum(toUInt64(greatest(if(notEmpty(guardrails), 6, 0), round(4 * log(highest / (1 - highest))) + 6))) AS heat
FROM
(
    SELECT
        *,
        multiIf(client_fingerprint != '', client_fingerprint, user_agent != '', user_agent, sdk) AS client,
        least(0.999, greatest(0.19, arrayMax(mapValues(moderation)))) AS highest
    FROM usage_local
)
GROUP BY received_on, day, account;

-- 0030_release_snapshot.sql
-- What was confirmed, appealed and reviewed in the quarter that a release counts?
--
-- One row per confirmed incident, appeal or reviewed piece. Units are keyed hashes; no account stands here. Closed to the
-- reader user all the same: exact counts stay inside. Public tables are questions over this table alone.
CREATE TABLE IF NOT EXISTS usewatch_private.release_snapshot ON CLUSTER 'main'
(
    release String,
    period LowCardinality(String),
    kind LowCardinality(String) DEFAULT 'incident',
    unit String,
    category LowCardinality(String),
    severity_rank UInt8,
    tie String,
    incident String,
    decided_at DateTime('UTC'),
    -- First sign of the incident.
    first_seen DateTime('UTC') DEFAULT decided_at,
    -- 1 nothing done, 2 warning, 3 limit, 4 suspension, 5 ban.
    action_rank UInt8 DEFAULT 1,
    referred UInt8 DEFAULT 0,
    detector LowCardinality(String) DEFAULT 'HUM',
    model LowCardinality(String) DEFAULT 'OTH',
    region LowCardinality(String) DEFAULT 'UNK',
    waited LowCardinality(String) DEFAULT 'NON',
    outcome LowCardinality(String) DEFAULT '',
    -- Order of outcomes; a unit counts with its first.
    outcome_rank UInt8 DEFAULT 0,
    taken_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplicatedMergeTree
ORDER BY (release, unit, category, incident)
TTL taken_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- 0031_release_account.sql
-- Which accounts make up each unit of a release that is being counted?
--
-- Written once units are known, joined with usage, and dropped right after; a day at most after a crash.
CREATE TABLE IF NOT EXISTS usewatch_private.release_account ON CLUSTER 'main'
(
    release String,
    account String,
    -- Place of the unit in the order of its process; says nothing outside it.
    unit UInt32,
    taken_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplicatedMergeTree
PARTITION BY release
ORDER BY account
TTL taken_at + INTERVAL 1 DAY;

-- 0050_door_refusal.sql
-- How often was somebody refused at the ingest doors for their key, by hour, network and reason?
--
-- Rows are increments: every reader sums. A network is a pseudonym, as in usage; empty when an hour saw too many of them.
CREATE TABLE IF NOT EXISTS door_refusal_local ON CLUSTER 'main'
(
    hour DateTime('UTC'),
    network String,
    reason LowCardinality(String),
    attempts UInt64
)
ENGINE = ReplicatedSummingMergeTree(attempts)
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, network, reason)
TTL hour + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS door_refusal ON CLUSTER 'main' AS door_refusal_local ENGINE = Distributed('main', 'usewatch', 'door_refusal_local', cityHash64(network));

-- 0060_incident_fact.sql
-- What has happened to each incident, and when?
--
-- Facts come from the casebook's outbox and name no person of the house. A fact is known by its number, so that one told
-- twice is one after merging; every reader asks FINAL.

CREATE TABLE IF NOT EXISTS incident_fact_local ON CLUSTER 'main'
(
    -- Of `at`.
    day Date,
    -- Facts of one incident come in this order.
    sequence UInt64,
    fact Enum8('opened' = 1, 'changed' = 2, 'withdrawn' = 3, 'claimed' = 4, 'disposed' = 5, 'applied' = 6, 'undone' = 7, 'expired' = 8, 'appealed' = 9, 'judged' = 10),
    at DateTime64(3, 'UTC'),
    incident String,
    -- What it was then, of incidents opened, changed or withdrawn; the category of those disposed as well.
    detector LowCardinality(String),
    version UInt16,
    category LowCardinality(String),
    severity LowCardinality(String),
    point LowCardinality(String),
    origin LowCardinality(String),
    accounts UInt32,
    merged Bool,
    first_seen Nullable(DateTime64(3, 'UTC')),
    last_seen Nullable(DateTime64(3, 'UTC')),
    -- Of those disposed.
    verdict LowCardinality(String),
    policy_version LowCardinality(String),
    -- Decided on, or applied, undone, expired.
    action LowCardinality(String),
    action_set String,
    -- Whom an action or an appeal concerns.
    account String,
    -- Of appeals judged: upheld or reversed.
    outcome LowCardinality(String)
)
ENGINE = ReplicatedReplacingMergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (incident, sequence)
TTL day + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS incident_fact ON CLUSTER 'main' AS incident_fact_local ENGINE = Distributed('main', 'usewatch', 'incident_fact_local', cityHash64(incident));

-- What is each incident now, and when did each thing first happen to it? Without withdrawn and merged ones and the audit sample.
CREATE VIEW IF NOT EXISTS incident_now ON CLUSTER 'main' AS
SELECT
    incident,
    argMaxIf(detector, sequence, fact IN ('opened', 'changed')) AS detector,
    argMaxIf(category, sequence, fact IN ('opened', 'changed', 'disposed')) AS category,
    argMaxIf(severity, sequence, fact IN ('opened', 'changed')) AS severity,
    argMaxIf(accounts, sequence, fact IN ('opened', 'changed')) AS accounts,
    argMaxIf(first_seen, sequence, fact IN ('opened', 'changed')) AS first_seen,
    maxIf(at, fact = 'opened') AS opened_at,
    minOrNullIf(at, fact = 'claimed') AS claimed_at,
    minOrNullIf(at, fact = 'disposed') AS decided_at,
    maxOrNullIf(at, fact = 'disposed') AS decided_last_at,
    -- Empty while nobody has decided.
    argMaxIf(verdict, sequence, fact = 'disposed') AS verdict,
    minOrNullIf(at, fact = 'applied') AS acted_at
FROM incident_fact FINAL
GROUP BY incident
HAVING countIf(fact = 'opened') > 0
    AND argMaxIf(fact, sequence, fact IN ('opened', 'changed', 'withdrawn')) != 'withdrawn'
    AND NOT argMaxIf(merged, sequence, fact IN ('opened', 'changed'))
    AND argMaxIf(origin, sequence, fact IN ('opened', 'changed')) != 'sample';

-- How many incidents were opened each day, and on how many was what stands now decided that day?
CREATE VIEW IF NOT EXISTS incidents_daily ON CLUSTER 'main' AS
SELECT
    day,
    detector,
    category,
    countIf(what = 'opened') AS opened,
    countIf(what = 'confirmed') AS confirmed,
    countIf(what = 'dismissed') AS dismissed,
    countIf(what = 'uncertain') AS uncertain
FROM
(
    SELECT detector, category, 'opened' AS what, toDate(opened_at) AS day FROM incident_now
    UNION ALL
    SELECT detector, category, verdict AS what, toDate(assumeNotNull(decided_last_at)) AS day FROM incident_now WHERE verdict != ''
)
GROUP BY day, detector, category;

-- How many seconds after misuse was first seen was each incident opened, and how many later was it claimed, decided and acted on?
CREATE VIEW IF NOT EXISTS incident_delays ON CLUSTER 'main' AS
SELECT
    incident,
    detector,
    category,
    severity,
    opened_at,
    greatest(0, dateDiff('second', assumeNotNull(first_seen), opened_at)) AS seconds_to_detect,
    dateDiff('second', opened_at, claimed_at) AS seconds_to_claim,
    dateDiff('second', opened_at, decided_at) AS seconds_to_decide,
    dateDiff('second', opened_at, acted_at) AS seconds_to_act
FROM incident_now;

-- How many accounts did each action hit, day by day?
CREATE VIEW IF NOT EXISTS accounts_actioned_daily ON CLUSTER 'main' AS
SELECT
    day,
    action,
    uniqExact(account) AS accounts,
    uniqExact(incident) AS incidents
FROM incident_fact FINAL
WHERE fact = 'applied'
GROUP BY day, action;

-- How often was the house wrong, day by day: actions undone, appeals granted (whose actions are undone as well), confirmations withdrawn?
CREATE VIEW IF NOT EXISTS reversals_daily ON CLUSTER 'main' AS
SELECT
    day,
    multiIf(fact = 'undone', 'undone', fact = 'judged', 'appeal', 'overturned') AS kind,
    action,
    uniqExact(incident) AS incidents,
    uniqExactIf(account, account != '') AS accounts
FROM
(
    SELECT
        day,
        fact,
        incident,
        account,
        action,
        outcome,
        verdict,
        lagInFrame(verdict) OVER (PARTITION BY incident, fact ORDER BY sequence ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS verdict_before
    FROM incident_fact FINAL
    WHERE fact IN ('undone', 'judged', 'disposed')
)
WHERE fact = 'undone' OR (fact = 'judged' AND outcome = 'reversed') OR (fact = 'disposed' AND verdict_before = 'confirmed' AND verdict != 'confirmed')
GROUP BY day, kind, action;

-- 0080_detector_run.sql
-- Which detector has judged which window, when, and how many accounts did it name?
--
-- Told by the casebook again and again around its latest row, so that one run may stand twice until parts are merged: every
-- reader asks FINAL.
CREATE TABLE IF NOT EXISTS detector_run_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree(finished_at)
PARTITION BY toYYYYMM(window_until)
ORDER BY (detector, mode, version, window_until, window_from)
TTL toDateTime(window_until) + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS detector_run ON CLUSTER 'main' AS detector_run_local ENGINE = Distributed('main', 'usewatch', 'detector_run_local', cityHash64(detector));

-- How many accounts did each detector name week by week, and is that usual of it?
--
-- Judged where the status page is judged, and told whenever it has changed: the latest row of a detector counts.
CREATE TABLE IF NOT EXISTS detector_course_local ON CLUSTER 'main'
(
    told_at DateTime64(3, 'UTC'),
    detector LowCardinality(String),
    -- Distinct accounts in the seven days before it was told, and in each of the weeks before those, the latest first; NULL
    -- where no window was judged.
    last_week Nullable(UInt32),
    weeks_before Array(Nullable(UInt32)),
    standing Enum8('young' = 0, 'usual' = 1, 'silent' = 2, 'loud' = 3)
)
ENGINE = ReplicatedMergeTree
PARTITION BY toYYYYMM(told_at)
ORDER BY (detector, told_at)
TTL toDateTime(told_at) + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS detector_course ON CLUSTER 'main' AS detector_course_local ENGINE = Distributed('main', 'usewatch', 'detector_course_local', cityHash64(detector));

-- Who put which detector into which stage, and when?
CREATE TABLE IF NOT EXISTS detector_stage_local ON CLUSTER 'main'
(
    detector LowCardinality(String),
    ordinal UInt32,
    version UInt16,
    change LowCardinality(String),
    stage LowCardinality(String),
    decided_at DateTime64(3, 'UTC')
)
ENGINE = ReplicatedReplacingMergeTree
ORDER BY (detector, ordinal)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS detector_stage ON CLUSTER 'main' AS detector_stage_local ENGINE = Distributed('main', 'usewatch', 'detector_stage_local', cityHash64(detector));

-- 0081_incident_account.sql
-- Which accounts take part in the incidents that people have confirmed?
--
-- An incident that was confirmed once keeps its rows; what stands now is told by `incident_now`. Every reader asks FINAL.
CREATE TABLE IF NOT EXISTS incident_account_local ON CLUSTER 'main'
(
    -- Of the decision it was told with.
    day Date,
    incident String,
    account String CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree
PARTITION BY tuple()
ORDER BY (incident, account)
TTL day + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS incident_account ON CLUSTER 'main' AS incident_account_local ENGINE = Distributed('main', 'usewatch', 'incident_account_local', cityHash64(incident));

-- Which accounts take part in incidents that stand confirmed now?
CREATE VIEW IF NOT EXISTS account_confirmed ON CLUSTER 'main' AS
SELECT DISTINCT account
FROM incident_account FINAL
WHERE incident GLOBAL IN (SELECT incident FROM incident_now WHERE verdict = 'confirmed');

-- Against which accounts did people act, when first, and how hard at most? By decision, or by an action set.
--
-- An account that several incidents name is one row. What was undone since stays: that it was done is the question here.
CREATE VIEW IF NOT EXISTS account_actioned ON CLUSTER 'main' AS
SELECT
    account,
    min(at) AS actioned_at,
    argMax(action, (indexOf(['none', 'warning', 'limit', 'suspension', 'ban'], action), at)) AS action,
    argMax(category, at) AS category
FROM
(
    SELECT account, action, at, category
    FROM (SELECT incident, account, action, at FROM incident_fact FINAL WHERE fact = 'applied' AND action != 'none') AS applied
    GLOBAL LEFT JOIN (SELECT incident, category FROM incident_now) AS now USING (incident)
    UNION ALL
    SELECT account, action, at, category
    FROM (SELECT incident, account FROM incident_account FINAL) AS member
    GLOBAL INNER JOIN
    (
        SELECT
            incident,
            argMax(action, sequence) AS action,
            argMax(category, sequence) AS category,
            argMax(at, sequence) AS at
        FROM incident_fact FINAL
        WHERE fact = 'disposed'
        GROUP BY incident
        HAVING argMax(verdict, sequence) = 'confirmed'
    ) AS decided USING (incident)
    WHERE action != 'none'
)
GROUP BY account;

-- 0082_audit_label.sql
-- What have people said so far of the accounts that were drawn for blind review, by week and stratum?
--
-- Told anew whenever it has changed; every reader asks FINAL.
CREATE TABLE IF NOT EXISTS audit_label_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree(told_at)
ORDER BY (week, stratum)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS audit_label ON CLUSTER 'main' AS audit_label_local ENGINE = Distributed('main', 'usewatch', 'audit_label_local', cityHash64(week));

-- 0083_release_standing.sql
-- Where does each release stand, and what privacy have releases spent?
--
-- Told anew whenever it has changed; every reader asks FINAL. Neither table holds a number of a release.
CREATE TABLE IF NOT EXISTS release_standing_local ON CLUSTER 'main'
(
    release String,
    period LowCardinality(String),
    version String,
    state LowCardinality(String),
    purpose LowCardinality(String),
    demo Bool,
    drafted_at DateTime64(3, 'UTC'),
    publish_at Nullable(DateTime64(3, 'UTC')),
    published_at Nullable(DateTime64(3, 'UTC')),
    told_at DateTime64(3, 'UTC')
)
ENGINE = ReplicatedReplacingMergeTree(told_at)
ORDER BY release
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS release_standing ON CLUSTER 'main' AS release_standing_local ENGINE = Distributed('main', 'usewatch', 'release_standing_local', cityHash64(release));

CREATE TABLE IF NOT EXISTS privacy_debit_local ON CLUSTER 'main'
(
    sequence UInt64,
    release String,
    period LowCardinality(String),
    year UInt16,
    public_table LowCardinality(String),
    purpose LowCardinality(String),
    -- zCDP; the ledger itself reckons in exact fractions.
    rho Float64,
    at DateTime64(3, 'UTC')
)
ENGINE = ReplicatedReplacingMergeTree
ORDER BY sequence
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS privacy_debit ON CLUSTER 'main' AS privacy_debit_local ENGINE = Distributed('main', 'usewatch', 'privacy_debit_local', cityHash64(sequence));

-- 0084_house_measure.sql
-- How did the house itself stand, minute by minute?
--
-- grain  one row per measure and minute, by the clock of the process that told it
CREATE TABLE IF NOT EXISTS house_measure_local ON CLUSTER 'main'
(
    at DateTime('UTC'),
    -- facts_waiting and messages_waiting, messages_dead: rows. oldest_message_seconds: age of the oldest waiting one.
    -- spool_state: as /status judges the spool of one ingest process, 0 calm, 2 warning, 3 alarm.
    -- casebook_clock_ahead_milliseconds, warehouse_clock_ahead_milliseconds: against the process that tells.
    measure LowCardinality(String),
    value Float64
)
ENGINE = ReplicatedMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (measure, at)
TTL at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS house_measure ON CLUSTER 'main' AS house_measure_local ENGINE = Distributed('main', 'usewatch', 'house_measure_local', cityHash64(measure));

-- 0085_compact_parts.sql
-- How many bytes of a table are one file, not one a column?
--
-- A loader's part of a segment, 35 MB of usage, is one file in place of two hundred, each of them synced: a sixth of a load's
-- time. What is merged of several is wide. Rows of fingerprint take four times as much.
ALTER TABLE usage_local ON CLUSTER 'main' MODIFY SETTING min_bytes_for_wide_part = 67108864;

ALTER TABLE fingerprint_local ON CLUSTER 'main' MODIFY SETTING min_bytes_for_wide_part = 134217728;

-- 0086_fitting_codecs.sql
-- What does each column look like, and which codec suits that?
--
-- Small numbers leave their empty bits behind (T64): half the bytes, and read faster than as they were. Hexadecimal, and what
-- stands there twice, once for the prompt and once for the completion, goes through entropy coding (ZSTD). Random hashes stay as
-- they are. A codec concerns parts yet to be written: those of an installation follow as they are merged, and none is rewritten for it.
ALTER TABLE fingerprint_local ON CLUSTER 'main'
    MODIFY COLUMN segment CODEC(ZSTD(1)),
    MODIFY COLUMN record CODEC(ZSTD(1)),
    MODIFY COLUMN length CODEC(T64, ZSTD(1)),
    MODIFY COLUMN language CODEC(ZSTD(1)),
    MODIFY COLUMN distinct_words CODEC(T64, ZSTD(1)),
    MODIFY COLUMN plain_words CODEC(T64, ZSTD(1));

ALTER TABLE usage_local ON CLUSTER 'main'
    MODIFY COLUMN segment CODEC(ZSTD(1)),
    MODIFY COLUMN line_number CODEC(T64, LZ4),
    MODIFY COLUMN id CODEC(ZSTD(1)),
    MODIFY COLUMN at CODEC(T64, LZ4),
    MODIFY COLUMN input_tokens CODEC(T64, LZ4),
    MODIFY COLUMN output_tokens CODEC(T64, LZ4),
    MODIFY COLUMN cached_tokens CODEC(T64, LZ4),
    MODIFY COLUMN reasoning_tokens CODEC(T64, LZ4),
    MODIFY COLUMN cost_micro_usd CODEC(T64, LZ4),
    MODIFY COLUMN duration_ms CODEC(T64, LZ4),
    MODIFY COLUMN time_to_first_token_ms CODEC(T64, LZ4);

ALTER TABLE usage_hourly_local ON CLUSTER 'main'
    MODIFY COLUMN requests CODEC(T64, LZ4),
    MODIFY COLUMN input_tokens CODEC(T64, LZ4),
    MODIFY COLUMN output_tokens CODEC(T64, LZ4),
    MODIFY COLUMN cost_micro_usd CODEC(T64, LZ4);

ALTER TABLE usage_by_ten_minutes_local ON CLUSTER 'main'
    MODIFY COLUMN ten_minutes CODEC(T64, LZ4),
    MODIFY COLUMN account CODEC(ZSTD(1)),
    MODIFY COLUMN key CODEC(ZSTD(1)),
    MODIFY COLUMN requests CODEC(T64, LZ4);

ALTER TABLE account_daily_local ON CLUSTER 'main'
    MODIFY COLUMN requests CODEC(T64, LZ4),
    MODIFY COLUMN networks CODEC(ZSTD(1)),
    MODIFY COLUMN shared_networks CODEC(ZSTD(1)),
    MODIFY COLUMN clients CODEC(ZSTD(1)),
    MODIFY COLUMN settings CODEC(ZSTD(1));

ALTER TABLE usewatch_private.identity ON CLUSTER 'main' MODIFY COLUMN pseudonym CODEC(ZSTD(1));
