-- What does each line say, and what is the first thing wrong with it?
--
-- Two steps: read the line once, then name its first fault. The zod schema in libs/usage/usage-record.ts says the same.
CREATE MATERIALIZED VIEW IF NOT EXISTS read_of_raw {{on_cluster}} TO read AS
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

CREATE MATERIALIZED VIEW IF NOT EXISTS checked_of_read {{on_cluster}} TO checked AS
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
        dictGetOrDefault('{{private}}.network_of', 'said', toIPv6OrDefault(canonical_ip), CAST([], 'Array(String)'))
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
            FROM {{private}}.secret
        ) AS secrets
    SELECT
        *,
        secrets.2 AS inner_block,
        secrets.3 AS outer_block,
        secrets.4 AS text_block,
        (reinterpretAsUInt64(substring(SHA256(concat(text_block, 'body')), 1, 8)), reinterpretAsUInt64(substring(SHA256(concat(text_block, 'body')), 9, 8))) AS body_key
    FROM read
) AS said;
