-- Calls numbered from `first`, `apart` milliseconds one from the next: nine in ten people's, the rest planted.
--
-- 2 %    campaigns: twenty at a time for three days each, 38 accounts a campaign, one text each with 15 % of its words changed
-- 5 %    people who paste one of twenty popular prompts
-- 3 %    of the first half hour of every sixth hour: one key's burst
-- 0.5 %  one account a day that is refused and calls on
--
-- Everything follows from the number of the call, so that any stretch can be made again.
INSERT INTO {database:Identifier}.parsed
    (received_at, segment, line_number, source, id, record, at, account, organization, key, network, asn, country, network_class,
     user_agent, sdk, client_fingerprint, provider, model, operation, input_tokens, output_tokens, cost_micro_usd, status, error,
     limit_type, finish_reason, duration_ms, temperature, max_tokens, plan, account_created_at, labels, retain_text, prompt, outcome)
SELECT
    toDateTime(at, 'UTC'),
    toString(intDiv(n, 250000)),
    toUInt32(n % 250000),
    'bench',
    toString(n),
    reinterpretAsFixedString(sipHash128(n)),
    at,
    lower(hex(sipHash128('account', caller))) AS account,
    '',
    lower(hex(sipHash128('key', caller))),
    lower(hex(sipHash128('network', place))),
    toUInt32(64496 + place % 40),
    ['US', 'DE', 'IN', 'BR', 'JP', 'FR', 'GB', 'NG'][1 + place % 8],
    if(place < 200, 'mobile', if(place % 5 = 0, 'hosting', 'residential')),
    '',
    ['python/3', 'node/2', 'curl'][1 + caller % 3],
    concat('t13d', toString(cityHash64(caller) % 4000)),
    'aurel',
    ['aurel-3', 'aurel-3-mini', 'aurel-2'][1 + drawn % 3],
    'chat',
    toUInt32(50 + drawn % 400),
    toUInt32(100 + drawn % 900),
    100 + drawn % 5000,
    if(is_refused, 429, 200),
    if(is_refused, 'rate_limit_exceeded', ''),
    if(is_refused, 'requests', ''),
    if(is_refused, '', 'stop'),
    toUInt32(300 + drawn % 4000),
    if(caller % 3 = 0, toFloat32(0.7), NULL),
    toUInt32(if(caller % 4 = 0, 1024, 0)),
    ['free', 'pro', 'team'][1 + caller % 3],
    toDateTime(toUInt32(1600000000 + cityHash64(caller, 'born') % 150000000), 'UTC'),
    if(campaign = 0, map(), map('campaign', toString(campaign))),
    {retain:Bool},
    -- Forty words of a vocabulary whose n-th word is used 1/n as often as the first.
    arrayStringConcat(
        arrayMap(
            w -> char(97 + w % 26, 97 + intDiv(w, 26) % 26, 97 + intDiv(w, 676) % 26, 97 + intDiv(w, 17576) % 26),
            arrayMap(
                p -> bitXor(toUInt32(exp((cityHash64(if(campaign != 0 AND cityHash64(n, p) % 100 < 15, n + 1000000000000, theme), p) % 1000000) / 92500)), 87381),
                range(40)
            )
        ),
        ' '
    ),
    'stored'
FROM
(
    SELECT
        number AS n,
        cityHash64(n) AS drawn,
        {from:DateTime64(3, 'UTC')} + toIntervalMillisecond(toUInt64(n * {apart:Float64})) AS at,
        intDiv(toUInt64(n * {apart:Float64}), 86400000) AS day,
        (cityHash64(n, 'kind') % 1000) AS kind,
        kind >= 50 AND kind < 70 AS is_campaign,
        if(is_campaign, 1 + 20 * intDiv(day, 3) + drawn % 20, 0) AS campaign,
        kind >= 100 AND kind < 130 AND toMinute(at) < 30 AND toHour(at) % 6 = 0 AS is_burst,
        kind >= 130 AND kind < 135 AS is_refused,
        multiIf(
            campaign != 0, 1000000 + campaign * 100 + intDiv(drawn, 20) % 38,
            is_burst, 2000000 + (24 * day + toHour(at)) % 40,
            is_refused, 3000000 + day,
            toUInt64(200000 * pow((intDiv(drawn, 7) % 1000000) / 1000000, 2))
        ) AS caller,
        if(cityHash64(caller, 'place') % 20 = 0, cityHash64(caller, 'carrier') % 200, 200 + cityHash64(caller, 'place') % 150000) AS place,
        multiIf(campaign != 0, 500000000000 + campaign, kind < 50, 600000000000 + drawn % 20, n) AS theme
    FROM numbers({first:UInt64}, {count:UInt64})
)
