-- 0001_secret.sql
-- With which keys are identifiers hidden?
--
-- Memory only: the application hands them in before it loads, a restarted server has none, and the ingest views
-- refuse to run without. Values are hexadecimal.
CREATE TABLE IF NOT EXISTS usewatch_private.secret 
(
    name String,
    secret String
)
ENGINE = Memory;

-- 0002_raw.sql
-- What does each line of a log say, and may it be stored?
--
-- raw takes lines as they come; checked holds what a line says and the first fault it has; parsed adds whether the
-- record is already known. All three are Null tables: rows pass through and are gone.
--
-- A segment must arrive as one block (see libs/warehouse/load.sql): a repeated id is looked for in the block and in what
-- other segments have stored, never in what this segment stored before, so that its replay makes the same block again.
CREATE TABLE IF NOT EXISTS raw 
(
    line String,
    line_number UInt32,
    segment String,
    received_at DateTime('UTC'),
    latest_at DateTime64(3, 'UTC'),
    retain_text Bool
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS checked 
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

CREATE TABLE IF NOT EXISTS parsed  AS checked
ENGINE = Null;

ALTER TABLE parsed  ADD COLUMN IF NOT EXISTS outcome Enum8('stored' = 1, 'duplicate' = 2, 'quarantined' = 3, 'dropped' = 4);

-- 0003_record.sql
-- Which records are known already, and under which contents?
CREATE TABLE IF NOT EXISTS record 
(
    record FixedString(16) CODEC(NONE),
    body UInt64 CODEC(NONE),
    segment LowCardinality(String),
    received_at DateTime('UTC')
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY record
TTL received_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- 0004_checked.sql
-- What does each line say, and what is the first thing wrong with it?
--
-- The steps are read from the innermost query outwards: read the line once, check shape and types from its raw pairs,
-- check lengths and bounds from its values, then name everything. The zod schema in libs/usage/usage-record.ts says the same.
CREATE MATERIALIZED VIEW IF NOT EXISTS checked_of_raw  TO checked AS
WITH
    assumeNotNull((
        SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'pseudonyms require the secret pseudonym_inner')))
        FROM usewatch_private.secret
        WHERE name = 'pseudonym_inner'
    )) AS inner_block,
    assumeNotNull((
        SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'pseudonyms require the secret pseudonym_outer')))
        FROM usewatch_private.secret
        WHERE name = 'pseudonym_outer'
    )) AS outer_block
SELECT
    received_at,
    segment,
    line_number,
    substringUTF8(ifNull(v.source, ''), 1, 128) AS source,
    ifNull(v.id, '') AS id,
    sipHash128(concat(ifNull(v.source, ''), '\0', ifNull(v.id, ''))) AS record,
    fromUnixTimestamp64Milli(greatest(ifNull(at_ms, 0), 0), 'UTC') AS at,
    pseudonyms[1] AS account,
    pseudonyms[2] AS organization,
    pseudonyms[3] AS project,
    pseudonyms[4] AS key,
    pseudonyms[5] AS session,
    pseudonyms[6] AS conversation,
    pseudonyms[7] AS end_user,
    pseudonyms[8] AS safety_identifier,
    pseudonyms[9] AS address,
    pseudonyms[10] AS network,
    toUInt32(ifNull(v.asn, 0)) AS asn,
    ifNull(v.country, '') AS country,
    ifNull(v.network_class, '') AS network_class,
    ifNull(v.user_agent, '') AS user_agent,
    ifNull(v.sdk, '') AS sdk,
    ifNull(v.client_fingerprint, '') AS client_fingerprint,
    ifNull(v.provider, '') AS provider,
    ifNull(v.model, '') AS model,
    ifNull(v.model_served, '') AS model_served,
    ifNull(v.operation, '') AS operation,
    toUInt32(ifNull(v.input_tokens, 0)) AS input_tokens,
    toUInt32(ifNull(v.output_tokens, 0)) AS output_tokens,
    toUInt32(ifNull(v.cached_tokens, 0)) AS cached_tokens,
    toUInt32(ifNull(v.reasoning_tokens, 0)) AS reasoning_tokens,
    -- Bounded, or one refused line with a huge amount would fail its whole segment.
    toUInt64(round(least(greatest(ifNull(v.cost_usd, 0), 0), 1000000000) * 1000000)) AS cost_micro_usd,
    toUInt16(ifNull(v.status, 0)) AS status,
    ifNull(v.error, '') AS error,
    ifNull(v.limit_type, '') AS limit_type,
    ifNull(v.finish_reason, '') AS finish_reason,
    toUInt32(ifNull(v.duration_ms, 0)) AS duration_ms,
    toUInt32(ifNull(v.time_to_first_token_ms, 0)) AS time_to_first_token_ms,
    toFloat32(v.temperature) AS temperature,
    toFloat32(v.top_p) AS top_p,
    toUInt32(ifNull(v.max_tokens, 0)) AS max_tokens,
    toUInt16(ifNull(v.choices, 0)) AS choices,
    ifNull(v.stream, false) AS stream,
    v.tools AS tools,
    if(ifNull(v.system_prompt, '') = '', 0, sipHash64(concat(inner_block, lowerUTF8(v.system_prompt)))) AS system_prompt_hash,
    ifNull(v.moderation_model, '') AS moderation_model,
    v.moderation AS moderation,
    v.guardrails AS guardrails,
    ifNull(v.plan, '') AS plan,
    if(ifNull(v.account_created_at, '') = '', NULL, toDateTime(intDiv(created_ms, 1000), 'UTC')) AS account_created_at,
    toUInt64(round(least(greatest(ifNull(v.paid_usd, 0), 0), 1000000000) * 1000000)) AS paid_micro_usd,
    pseudonyms[11] AS payment,
    ifNull(v.deployment, '') AS deployment,
    CAST(arrayFilter(pair -> startsWith(pair.1, 'x_'), pairs), 'Map(String, String)') AS labels,
    retain_text,
    line,
    pairs,
    -- Whatever the order of the fields, and without those that stand for absent.
    sipHash64(inner_block, arraySort(arrayFilter(pair -> pair.2 != 'null', pairs))) AS body,
    ifNull(v.account, '') AS account_original,
    ifNull(v.key, '') AS key_original,
    ifNull(v.system_prompt, '') AS system_prompt,
    ifNull(v.prompt, '') AS prompt,
    ifNull(v.completion, '') AS completion,
    substringIndex(fault, ' ', 1) AS reason,
    substring(fault, length(reason) + 2) AS field
FROM
(
    SELECT
        *,
        multiIf(
            shape_fault != '', shape_fault,
            ifNull(v.source, '') = '', 'length source',
            ifNull(v.id, '') = '', 'length id',
            ifNull(v.account, '') = '', 'length account',
            length(v.source) > 128, 'length source',
            -- A source is shown in lists, and a zero byte parts it from the id.
            match(v.source, '[\\x00-\\x1F\\x7F]'), 'control_character source',
            length(v.id) > 256, 'length id',
            length(v.account) > 256, 'length account',
            length(v.organization) > 256, 'length organization',
            length(v.project) > 256, 'length project',
            length(v.key) > 256, 'length key',
            length(v.session) > 256, 'length session',
            length(v.conversation) > 256, 'length conversation',
            length(v.end_user) > 256, 'length end_user',
            length(v.safety_identifier) > 256, 'length safety_identifier',
            length(v.provider) > 256, 'length provider',
            length(v.model) > 256, 'length model',
            length(v.model_served) > 256, 'length model_served',
            length(v.operation) > 256, 'length operation',
            length(v.error) > 256, 'length error',
            length(v.limit_type) > 256, 'length limit_type',
            length(v.finish_reason) > 256, 'length finish_reason',
            length(v.moderation_model) > 256, 'length moderation_model',
            length(v.plan) > 256, 'length plan',
            length(v.payment_fingerprint) > 256, 'length payment_fingerprint',
            length(v.deployment) > 256, 'length deployment',
            length(v.user_agent) > 512, 'length user_agent',
            length(v.sdk) > 512, 'length sdk',
            length(v.client_fingerprint) > 512, 'length client_fingerprint',
            length(v.system_prompt) > 1048576, 'length system_prompt',
            length(v.prompt) > 1048576, 'length prompt',
            length(v.completion) > 1048576, 'length completion',
            NOT match(v.at, '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$'), 'not_an_instant at',
            match(v.at, '^[0-9]{4}-(02-3|(0[469]|11)-31)'), 'not_an_instant at',
            (substring(v.at, 6, 5) = '02-29') AND NOT match(v.at, '^([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-'), 'not_an_instant at',
            NOT match(v.account_created_at, '^$|^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$'), 'not_an_instant account_created_at',
            match(v.account_created_at, '^[0-9]{4}-(02-3|(0[469]|11)-31)'), 'not_an_instant account_created_at',
            (substring(v.account_created_at, 6, 5) = '02-29') AND NOT match(v.account_created_at, '^([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-'), 'not_an_instant account_created_at',
            -- Far years first: the engine reads the year 0000 as no year at all.
            (v.at < '1969') OR (v.at >= '2107') OR (at_ms < 0) OR (at_ms >= 4291747200000), 'out_of_range at',
            at_ms IS NULL, 'not_an_instant at',
            at_ms > toUnixTimestamp64Milli(latest_at), 'future at',
            (v.account_created_at != '') AND ((v.account_created_at < '1969') OR (v.account_created_at >= '2107') OR (created_ms < 0) OR (created_ms >= 4291747200000)), 'out_of_range account_created_at',
            (created_ms IS NULL) AND (v.account_created_at != ''), 'not_an_instant account_created_at',
            (v.ip != '') AND NOT isIPv4String(assumeNotNull(v.ip)) AND NOT isIPv6String(assumeNotNull(v.ip)), 'not_an_address ip',
            -- The engine forgives zeros before the numbers of a mixed address, and :: that stands for nothing.
            match(v.ip, '[.:]0[0-9]+\\.|\\.0[0-9]+$'), 'not_an_address ip',
            (position(v.ip, '::') > 0) AND match(v.ip, '^([0-9A-Fa-f]+:+){7}[0-9A-Fa-f]+$|^([0-9A-Fa-f]+:+){6}[0-9]+\\.'), 'not_an_address ip',
            NOT match(v.country, '^([A-Z]{2})?$'), 'not_a_code country',
            v.network_class NOT IN ('', 'residential', 'mobile', 'hosting', 'vpn', 'tor', 'education', 'unknown'), 'not_a_code network_class',
            (v.asn != floor(v.asn)) OR (v.asn < 0) OR (v.asn > 4294967295), 'out_of_range asn',
            (v.input_tokens != floor(v.input_tokens)) OR (v.input_tokens < 0) OR (v.input_tokens > 4294967295), 'out_of_range input_tokens',
            (v.output_tokens != floor(v.output_tokens)) OR (v.output_tokens < 0) OR (v.output_tokens > 4294967295), 'out_of_range output_tokens',
            (v.cached_tokens != floor(v.cached_tokens)) OR (v.cached_tokens < 0) OR (v.cached_tokens > 4294967295), 'out_of_range cached_tokens',
            (v.reasoning_tokens != floor(v.reasoning_tokens)) OR (v.reasoning_tokens < 0) OR (v.reasoning_tokens > 4294967295), 'out_of_range reasoning_tokens',
            (v.duration_ms != floor(v.duration_ms)) OR (v.duration_ms < 0) OR (v.duration_ms > 4294967295), 'out_of_range duration_ms',
            (v.time_to_first_token_ms != floor(v.time_to_first_token_ms)) OR (v.time_to_first_token_ms < 0) OR (v.time_to_first_token_ms > 4294967295), 'out_of_range time_to_first_token_ms',
            (v.max_tokens != floor(v.max_tokens)) OR (v.max_tokens < 0) OR (v.max_tokens > 4294967295), 'out_of_range max_tokens',
            (v.status != floor(v.status)) OR (v.status < 0) OR (v.status > 65535), 'out_of_range status',
            (v.choices != floor(v.choices)) OR (v.choices < 0) OR (v.choices > 65535), 'out_of_range choices',
            (v.cost_usd < 0) OR (v.cost_usd > 1000000000), 'out_of_range cost_usd',
            (v.paid_usd < 0) OR (v.paid_usd > 1000000000), 'out_of_range paid_usd',
            (v.temperature < 0) OR (v.temperature > 1000), 'out_of_range temperature',
            (v.top_p < 0) OR (v.top_p > 1), 'out_of_range top_p',
            length(v.tools) > 256, 'too_many tools',
            arrayExists(name -> length(name) NOT BETWEEN 1 AND 256, v.tools), 'length tools',
            length(v.guardrails) > 256, 'too_many guardrails',
            arrayExists(name -> length(name) NOT BETWEEN 1 AND 256, v.guardrails), 'length guardrails',
            length(v.moderation) > 256, 'too_many moderation',
            arrayExists(category -> length(category) NOT BETWEEN 1 AND 256, mapKeys(v.moderation)), 'length moderation',
            arrayExists(share -> (share < 0) OR (share > 1), mapValues(v.moderation)), 'out_of_range moderation',
            ''
        ) AS value_fault,
        value_fault AS fault,
        -- Only a line without fault gets pseudonyms: what a refused line names is nobody.
        if(
            fault != '',
            arrayWithConstant(11, ''),
            arrayMap(
                (kind, value) -> if(
                    value = '', '',
                    lower(hex(substring(SHA256(concat(outer_block, SHA256(concat(inner_block, kind, '\0', value)))), 1, 16)))
                ),
                ['account', 'organization', 'project', 'key', 'session', 'conversation', 'end_user', 'safety_identifier', 'address', 'network', 'payment'],
                [
                    ifNull(v.account, ''), ifNull(v.organization, ''), ifNull(v.project, ''), ifNull(v.key, ''), ifNull(v.session, ''), ifNull(v.conversation, ''), ifNull(v.end_user, ''), ifNull(v.safety_identifier, ''),
                    canonical_ip,
                    multiIf(
                        canonical_ip = '', '',
                        position(canonical_ip, ':') = 0, replaceRegexpOne(canonical_ip, '\\.[0-9]+$', '.0/24'),
                        concat(toString(IPv6CIDRToRange(toIPv6OrDefault(canonical_ip), 48).1), '/48')
                    ),
                    ifNull(v.payment_fingerprint, '')
                ]
            )
        ) AS pseudonyms
    FROM
    (
        SELECT
            *,
            toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(replaceRegexpOne(v.at, '(\\.[0-9]{3})[0-9]+', '\\1'), 3, 'UTC')) AS at_ms,
            toUnixTimestamp64Milli(
                parseDateTime64BestEffortOrNull(replaceRegexpOne(v.account_created_at, '(\\.[0-9]{3})[0-9]+', '\\1'), 3, 'UTC')
            ) AS created_ms,
            -- IPv4 in IPv6's clothes is IPv4.
            replaceRegexpOne(ifNull(toString(toIPv6OrNull(v.ip)), ''), '^::ffff:([0-9.]+)$', '\\1') AS canonical_ip
        FROM
        (
            SELECT
                *,
                multiIf(
                    startsWith(line, '!oversize '), 'line_too_long',
                    NOT is_object OR startsWith(line, '\xEF\xBB\xBF'), 'not_json',
                    (arrayFirstIndex(nth -> nth > 1, arrayEnumerateUniq(names)) AS at_repeat) > 0, concat('duplicate_field ', leftUTF8(names[at_repeat], 64)),
                    (arrayFirstIndex(fault -> fault != '', type_faults) AS at_pair) > 0, concat(type_faults[at_pair], ' ', leftUTF8(names[at_pair], 64)),
                    countEqual(arrayMap(name -> startsWith(name, 'x_'), names), 1) > 64, 'too_many x_',
                    NOT hasAll(names, ['source', 'id', 'at', 'account']),
                    concat('missing ', arrayFirst(name -> NOT has(names, name), ['source', 'id', 'at', 'account'])),
                    has(names, 'moderation') AND (length(arrayDistinct(JSONExtractKeys(line, 'moderation'))) < length(JSONExtractKeys(line, 'moderation'))), 'duplicate_field moderation',
                    ''
                ) AS shape_fault
            FROM
            (
                SELECT
                    *,
                    pairs.1 AS names,
                    arrayMap(
                        (name, raw) -> multiIf(
                            startsWith(name, 'x_') AND (length(name) <= 128), '',
                            NOT has(
                                [
                                    'source', 'id', 'at', 'account', 'organization', 'project', 'key', 'session',
                                    'conversation', 'end_user', 'safety_identifier', 'ip', 'country', 'network_class',
                                    'user_agent', 'sdk', 'client_fingerprint', 'provider', 'model', 'model_served',
                                    'operation', 'error', 'limit_type', 'finish_reason', 'system_prompt', 'prompt',
                                    'completion', 'moderation_model', 'plan', 'account_created_at',
                                    'payment_fingerprint', 'deployment', 'asn', 'input_tokens', 'output_tokens',
                                    'cached_tokens', 'reasoning_tokens', 'duration_ms', 'time_to_first_token_ms',
                                    'max_tokens', 'status', 'choices', 'cost_usd', 'temperature', 'top_p', 'paid_usd',
                                    'tools', 'guardrails', 'stream', 'moderation'
                                ],
                                name
                            ), 'unknown_field',
                            raw = 'null', if(name IN ('source', 'id', 'at', 'account'), 'missing', ''),
                has(
                    [
                        'source', 'id', 'at', 'account', 'organization', 'project', 'key', 'session', 'conversation',
                        'end_user', 'safety_identifier', 'ip', 'country', 'network_class', 'user_agent', 'sdk',
                        'client_fingerprint', 'provider', 'model', 'model_served', 'operation', 'error', 'limit_type',
                        'finish_reason', 'system_prompt', 'prompt', 'completion', 'moderation_model', 'plan',
                        'account_created_at', 'payment_fingerprint', 'deployment'
                    ],
                    name
                ), if(startsWith(raw, '"'), '', 'wrong_type'),
                has(
                    [
                        'asn', 'input_tokens', 'output_tokens', 'cached_tokens', 'reasoning_tokens', 'duration_ms',
                        'time_to_first_token_ms', 'max_tokens', 'status', 'choices', 'cost_usd', 'temperature',
                        'top_p', 'paid_usd'
                    ],
                    name
                ), if(match(raw, '^[-0-9]'), '', 'wrong_type'),
                has(['tools', 'guardrails'], name), if(
                    startsWith(raw, '[') AND arrayAll(item -> startsWith(item, '"'), JSONExtractArrayRaw(raw)), '', 'wrong_type'
                ),
                name = 'moderation', if(
                    startsWith(raw, '{') AND arrayAll(pair -> match(pair.2, '^[-0-9]'), JSONExtractKeysAndValuesRaw(raw)), '', 'wrong_type'
                ),
                name = 'stream', if(raw IN ('true', 'false'), '', 'wrong_type'),
                'unknown_field'
                        ),
                        pairs.1, pairs.2
                    ) AS type_faults
                FROM
                (
                    SELECT
                        *,
                        JSONType(line) = 'Object' AS is_object,
                        if(is_object, JSONExtractKeysAndValuesRaw(line), []) AS pairs,
                        JSONExtract(line, concat(
                'Tuple(source Nullable(String), id Nullable(String), at Nullable(String), account Nullable(String), ',
                'organization Nullable(String), project Nullable(String), key Nullable(String), session Nullable(String), ',
                'conversation Nullable(String), end_user Nullable(String), safety_identifier Nullable(String), ',
                'ip Nullable(String), country Nullable(String), network_class Nullable(String), user_agent Nullable(String), ',
                'sdk Nullable(String), client_fingerprint Nullable(String), provider Nullable(String), model Nullable(String), ',
                'model_served Nullable(String), operation Nullable(String), error Nullable(String), ',
                'limit_type Nullable(String), finish_reason Nullable(String), system_prompt Nullable(String), ',
                'prompt Nullable(String), completion Nullable(String), moderation_model Nullable(String), ',
                'plan Nullable(String), account_created_at Nullable(String), payment_fingerprint Nullable(String), ',
                'deployment Nullable(String), asn Nullable(Float64), input_tokens Nullable(Float64), ',
                'output_tokens Nullable(Float64), cached_tokens Nullable(Float64), reasoning_tokens Nullable(Float64), ',
                'duration_ms Nullable(Float64), time_to_first_token_ms Nullable(Float64), max_tokens Nullable(Float64), ',
                'status Nullable(Float64), choices Nullable(Float64), cost_usd Nullable(Float64), ',
                'temperature Nullable(Float64), top_p Nullable(Float64), paid_usd Nullable(Float64), tools Array(String), ',
                'guardrails Array(String), moderation Map(String,Float64), stream Nullable(Bool))'
            )) AS v
                    FROM raw
                    WHERE match(line, '[^ \\t\\r\\n]')
                )
            )
        )
    )
);

-- 0005_parsed.sql
-- Is each sound line's record new, and what becomes of the line?
--
-- Known are ids of earlier lines of this block and of other segments; rows of the segment under way are left out, because
-- a crash may have stored them and not what hangs on them.
CREATE MATERIALIZED VIEW IF NOT EXISTS parsed_of_checked  TO parsed AS
SELECT
    * EXCEPT (source, reason, fault, fate, is_repeated, is_same_here, is_known, is_same_elsewhere),
    fate AS outcome,
    -- What a refused line calls its source may be anything, and is not repeated.
    if(fate IN ('stored', 'duplicate'), toString(source), '') AS source,
    multiIf(
        fate != 'duplicate', toString(fault),
        if(is_repeated, is_same_here, is_same_elsewhere), 'repeat',
        'conflict'
    ) AS reason
FROM
(
    SELECT
        *,
        reason AS fault,
        multiIf(
            reason = 'line_too_long', 'dropped',
            reason != '', 'quarantined',
            is_repeated OR is_known, 'duplicate',
            'stored'
        ) AS fate
    FROM
    (
        SELECT
            *,
            (record, line_number) NOT IN (SELECT record, min(line_number) FROM checked WHERE reason = '' GROUP BY record) AS is_repeated,
            (record, body) IN (SELECT record, argMin(body, line_number) FROM checked WHERE reason = '' GROUP BY record) AS is_same_here,
            record GLOBAL IN (
                SELECT record FROM record
                WHERE (record GLOBAL IN (SELECT record FROM checked)) AND (segment GLOBAL NOT IN (SELECT segment FROM checked))
            ) AS is_known,
            (record, body) GLOBAL IN (
                SELECT record, body FROM record
                WHERE (record GLOBAL IN (SELECT record FROM checked)) AND (segment GLOBAL NOT IN (SELECT segment FROM checked))
            ) AS is_same_elsewhere
        FROM checked
    )
);

CREATE MATERIALIZED VIEW IF NOT EXISTS record_of_parsed  TO record AS
SELECT record, body, segment, received_at
FROM parsed
WHERE outcome = 'stored';

-- 0006_usage.sql
-- Who called when, from where, with what, how much, with what outcome?
CREATE TABLE IF NOT EXISTS usage 
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
    labels Map(String, String)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (account, at, record)
TTL received_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_of_parsed  TO usage AS
SELECT
    received_at, segment, line_number, source, id, record, at, account, organization, project, key, session, conversation, end_user, safety_identifier, address, network, asn, country, network_class, user_agent, sdk, client_fingerprint, provider, model, model_served, operation, input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost_micro_usd, status, error, limit_type, finish_reason, duration_ms, time_to_first_token_ms, temperature, top_p, max_tokens, choices, stream, tools, system_prompt_hash, moderation_model, moderation, guardrails, plan, account_created_at, paid_micro_usd, payment, deployment, labels
FROM parsed
WHERE outcome = 'stored';

-- Texts themselves, only where retention is switched on, and out of the reader's sight.
CREATE TABLE IF NOT EXISTS usewatch_private.usage_text 
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    record FixedString(16),
    account String,
    part Enum8('system_prompt' = 0, 'prompt' = 1, 'completion' = 2),
    text String CODEC(ZSTD(3))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (account, record, part)
TTL received_at + INTERVAL 30 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_text_of_parsed  TO usewatch_private.usage_text AS
SELECT received_at, segment, record, account, part, text
FROM
(
    SELECT received_at, segment, record, account, system_prompt, prompt, completion
    FROM parsed
    WHERE (outcome = 'stored') AND retain_text
)
ARRAY JOIN ['system_prompt', 'prompt', 'completion'] AS part, [system_prompt, prompt, completion] AS text
WHERE text != '';

-- 0007_quarantine.sql
-- Which lines were refused, and why?
--
-- The listing names fields, types and lengths, never a value; the line itself lies sealed for a short time, for
-- re-drive only. Its nonce is made of segment and line, so that a replay seals the same bytes.
CREATE TABLE IF NOT EXISTS quarantine 
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
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (segment, line_number)
TTL received_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS quarantine_of_parsed  TO quarantine AS
SELECT
    received_at,
    segment,
    line_number,
    source,
    reason,
    replaceRegexpAll(field, '[^A-Za-z0-9_.-]', '?') AS field,
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
            pairs.1, pairs.2
        ), 1, 100
    ) AS shape
FROM parsed
WHERE outcome = 'quarantined';

CREATE TABLE IF NOT EXISTS usewatch_private.quarantined_line 
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    line_number UInt32,
    -- AES-256-GCM of the line; nonce = first 12 bytes of SHA-256(segment:line_number).
    sealed String CODEC(NONE)
)
ENGINE = MergeTree
PARTITION BY toDate(received_at)
ORDER BY (segment, line_number)
TTL received_at + INTERVAL 7 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS quarantined_line_of_parsed  TO usewatch_private.quarantined_line AS
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
FROM parsed
WHERE outcome = 'quarantined';

-- 0008_identity.sql
-- Whom does each pseudonym of an account or key stand for?
--
-- Sealed, and closed to detectors and the reader user: opened only to act on an account, or by an audited reveal.
CREATE TABLE IF NOT EXISTS usewatch_private.identity 
(
    kind LowCardinality(String),
    pseudonym String,
    -- AES-256-GCM of the original; nonce = first 12 bytes of the pseudonym, additional data = kind.
    sealed String CODEC(NONE),
    received_at DateTime('UTC')
)
ENGINE = ReplacingMergeTree(received_at)
ORDER BY (kind, pseudonym)
TTL received_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS identity_of_parsed  TO usewatch_private.identity AS
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
FROM
(
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
);

-- 0009_book.sql
-- What became of the lines of each segment?
CREATE TABLE IF NOT EXISTS book 
(
    received_hour DateTime('UTC'),
    source LowCardinality(String),
    segment LowCardinality(String),
    outcome LowCardinality(String),
    reason LowCardinality(String),
    field String,
    lines UInt64
)
ENGINE = SummingMergeTree(lines)
PARTITION BY toYYYYMM(received_hour)
ORDER BY (segment, source, received_hour, outcome, reason, field)
TTL received_hour + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS book_of_parsed  TO book AS
SELECT
    toStartOfHour(received_at) AS received_hour,
    source,
    segment,
    toString(outcome) AS outcome,
    reason,
    replaceRegexpAll(field, '[^A-Za-z0-9_.-]', '?') AS field,
    count() AS lines
FROM parsed
GROUP BY received_hour, source, segment, outcome, reason, field;

-- 0010_fingerprint.sql
-- What is kept of a text once it is gone: keyed hashes of its words, never the words.
--
-- Every hash is keyed by the installation's pseudonym secret, so that a reader of the warehouse cannot
-- look words up in a dictionary. Changing that secret starts fingerprints anew.

CREATE TABLE IF NOT EXISTS fingerprint 
(
    received_at DateTime('UTC'),
    segment LowCardinality(String),
    record FixedString(16),
    part Enum8('prompt' = 1, 'completion' = 2),
    -- The text a record is judged by: its completion, or its prompt when no completion was logged.
    leading Bool,
    at DateTime64(3, 'UTC'),
    -- Hexadecimal: entropy coding halves it.
    account String CODEC(ZSTD(1)),
    organization String,
    key String CODEC(ZSTD(1)),
    -- Bytes as logged; words are counted once each, after masking.
    length UInt32,
    distinct_words UInt16,
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
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (at, record, part)
TTL received_at + INTERVAL 120 DAY
SETTINGS non_replicated_deduplication_window = 10000;

-- Each step is a subquery of its own, so that nothing is computed twice. Inside the view hashes are fast and unkeyed;
-- what leaves it went through AES under the installation's key, one block a hash.
CREATE MATERIALIZED VIEW IF NOT EXISTS fingerprint_of_parsed  TO fingerprint AS
WITH
    assumeNotNull((
        SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'fingerprints require the secret pseudonym_inner')))
        FROM usewatch_private.secret
        WHERE name = 'pseudonym_inner'
    )) AS inner_block,
    assumeNotNull((
        SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'fingerprints require the secret pseudonym_outer')))
        FROM usewatch_private.secret
        WHERE name = 'pseudonym_outer'
    )) AS outer_block,
    substring(SHA256(concat(inner_block, 'fingerprint')), 1, 16) AS seal,
    -- Without secrets in the shingles, somebody could choose words whose bands meet those of a stranger.
    reinterpret(SHA256(concat(inner_block, 'shingle')), 'Array(UInt64)') AS salts,
    bitOr(salts[1], 1) AS second_salt,
    bitOr(salts[2], 1) AS third_salt,
    salts[3] AS shingle_salt,
    -- Letters of other scripts that look Latin, and typographic punctuation that separates words.
    'абвеіјкмнорсѕтухαεικνορτυχ‘’‚“”„–—―…•·«»‹›′″、。' AS lookalike,
    'abbeijkmhopcstyxaeikvoptux                    ' AS plain
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
    toUInt16(intDiv(least(length(distinct_units), 65535), if(spelled, 4, 1))) AS distinct_words,
    toUInt8(intDiv(100 * length(quoted), greatest(length(own) + length(quoted), 1))) AS quoted_percent,
    toUInt64(sealed[1]) AS exact_hash,
    toUInt64(sealed[2]) AS template_hash,
    arraySlice(short, 3, if(empty(shingles), 0, 32)) AS bands,
    arraySlice(distinct_units, 1, 128) AS words,
    arrayMap(
        d -> lower(hex(substring(SHA256(concat(outer_block, SHA256(concat(inner_block, 'domain\0', d)))), 1, 16))),
        arraySlice(arrayDistinct(arrayMap(p -> cutToFirstSignificantSubdomain(p), arrayFilter(p -> match(p, '^(?:https?:|www\\.)'), promoted))), 1, 32)
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
                            (position(clean, '://') > 0) OR (position(clean, 'www.') > 0) OR (position(clean, '@') > 0) AS is_linked,
                            -- Link, address, handle and digit are masked: what a template fills in.
                            translate(
                                if(is_linked, replaceRegexpAll(clean, 'https?://\\S+|www\\.\\S+|[^\\s@]*@\\S+', ' '), clean),
                                '0123456789', '          '
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
                                ) AS clean
                            FROM parsed
                            ARRAY JOIN arrayFilter(p -> notEmpty(p.2), [('prompt', prompt), ('completion', completion)]) AS piece
                            WHERE outcome = 'stored'
                        )
                    )
                )
            )
        )
    )
)
-- Pieces of this many texts stay in the processor's cache; a whole segment at once takes twice as long.
SETTINGS max_block_size = 2048, query_plan_merge_expressions = 0;

-- 0020_usage_hourly.sql
-- How much each account and key called, hour by hour, and how much of it was refused.
--
-- Sums are complete only after adding up: rows of one key are merged in the background, so every reader sums.

CREATE TABLE IF NOT EXISTS usage_hourly 
(
    received_on Date,
    hour DateTime('UTC'),
    account String,
    key String,
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
ENGINE = SummingMergeTree((requests, limited, denied, failed, input_tokens, output_tokens, cost_micro_usd))
PARTITION BY toYYYYMM(received_on)
ORDER BY (hour, account, key, received_on)
TTL received_on + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_hourly_of_usage  TO usage_hourly AS
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
FROM usage
GROUP BY received_on, hour, account, key;

-- How many records of each hour have arrived, and how many of them in time for the clock to judge.

CREATE TABLE IF NOT EXISTS usage_arrival 
(
    received_on Date,
    hour DateTime('UTC'),
    records UInt64,
    -- Calls that started within 7 days of their receipt; older ones are judged by hand alone.
    timely UInt64
)
ENGINE = SummingMergeTree((records, timely))
PARTITION BY toYYYYMM(received_on)
ORDER BY (hour, received_on)
TTL received_on + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS usage_arrival_of_usage  TO usage_arrival AS
SELECT
    toDate(received_at, 'UTC') AS received_on,
    toStartOfHour(at, 'UTC') AS hour,
    count() AS records,
    countIf(at >= received_at - INTERVAL 7 DAY) AS timely
FROM usage
GROUP BY received_on, hour;

-- 0030_release_snapshot.sql
-- What was confirmed in the quarter that a release counts, one row per incident?
--
-- Units are keyed hashes; no account stands here. Closed to the reader user all the same: exact counts stay inside. Public tables are questions over this table alone.
CREATE TABLE IF NOT EXISTS usewatch_private.release_snapshot 
(
    release String,
    period LowCardinality(String),
    unit String,
    category LowCardinality(String),
    severity_rank UInt8,
    tie String,
    incident String,
    decided_at DateTime('UTC'),
    taken_at DateTime('UTC') DEFAULT now()
)
ENGINE = MergeTree
ORDER BY (release, unit, category, incident)
TTL taken_at + INTERVAL 400 DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
