-- Which calls did a hunt find, to be taken away as a file?
--
-- grain   one row per record, in the table's own order
-- window  [from, until) of the call's start, UTC
-- cost    one pass over the columns named in the filter, and all columns of what is found
SELECT
    lower(hex(record)) AS record_name,
    at,
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
    account_created_at,
    paid_micro_usd,
    payment,
    deployment,
    mapApply((name, said) -> (name, if(startsWith(said, '"'), JSONExtractString(said), said)), found.labels) AS labels
FROM
(
    SELECT *
    FROM usage
    WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
        -- No call is received more than a day before it starts.
        AND received_at >= {since:DateTime64(3, 'UTC')} - INTERVAL 2 DAY
        AND {{filter}}
    ORDER BY account, at, record
    LIMIT {most:UInt32}
) AS found
ORDER BY account, at, record
