-- What does each line say, and what is the first thing wrong with it?
--
-- The steps are read from the innermost query outwards: read the line once, check shape and types from its raw pairs,
-- check lengths and bounds from its values, then name everything. The zod schema in libs/usage/usage-record.ts says the same.
CREATE MATERIALIZED VIEW IF NOT EXISTS checked_of_raw {{on_cluster}} TO checked AS
WITH
    -- Read at once, so that they are of one version or none.
    (
        SELECT
            throwIf((uniqExact(version) != 1) OR (countIf(name = 'pseudonym_inner') = 0), 'pseudonyms require the secrets of one version, such as pseudonym_inner'),
            unhex(anyIf(secret, name = 'pseudonym_inner')),
            unhex(anyIf(secret, name = 'pseudonym_outer')),
            unhex(anyIf(secret, name = 'fingerprint_inner'))
        FROM {{private}}.secret
    ) AS secrets,
    secrets.2 AS inner_block,
    secrets.3 AS outer_block,
    secrets.4 AS text_block
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
    if(ifNull(v.system_prompt, '') = '', 0, sipHash64(concat(text_block, lowerUTF8(v.system_prompt)))) AS system_prompt_hash,
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
    sipHash64(text_block, arraySort(arrayFilter(pair -> pair.2 != 'null', pairs))) AS body,
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
