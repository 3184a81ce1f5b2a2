-- Which calls did a hunt find, the latest first?
--
-- grain   one row per record, before the place where the page before ended
-- window  [from, until) of the call's start, UTC
-- cost    one pass over the columns named in the filter; the others are read for the page alone, by the table's own order
SELECT
    lower(hex(record)) AS record_name,
    toUnixTimestamp64Milli(at) / 1000 AS at_second,
    source,
    id,
    account,
    organization,
    project,
    key,
    session,
    conversation,
    end_user,
    safety_identifier,
    address,
    network,
    asn,
    country,
    network_class,
    user_agent,
    sdk,
    client_fingerprint,
    provider,
    model,
    model_served,
    operation,
    input_tokens,
    output_tokens,
    cached_tokens,
    reasoning_tokens,
    cost_micro_usd,
    status,
    error,
    limit_type,
    finish_reason,
    duration_ms,
    time_to_first_token_ms,
    temperature,
    top_p,
    max_tokens,
    choices,
    stream,
    tools,
    system_prompt_hash,
    moderation_model,
    moderation,
    guardrails,
    plan,
    toUInt32(ifNull(toUnixTimestamp(account_created_at), 0)) AS account_created_second,
    paid_micro_usd,
    payment,
    deployment,
    mapApply((name, said) -> (name, if(startsWith(said, '"'), JSONExtractString(said), said)), usage.labels) AS labels
FROM usage
WHERE (account, at, record) IN
(
    SELECT account, at, record
    FROM usage
    WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
        AND at <= {before:DateTime64(3, 'UTC')}
        AND (at, record) < ({before:DateTime64(3, 'UTC')}, toFixedString(unhex({before_record:String}), 16))
        -- No call is received more than a day before it starts.
        AND received_at >= {since:DateTime64(3, 'UTC')} - INTERVAL 2 DAY
        AND {{filter}}
    ORDER BY at DESC, record DESC
    LIMIT {most:UInt32}
)
ORDER BY at DESC, record DESC
