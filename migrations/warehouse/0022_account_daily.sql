-- From where, with what and how much did each account call, day by day?
--
-- What accounts may have in common is kept as 32-bit hashes, so that a day is read in one narrow pass: among 200,000
-- values some five pairs meet by chance, and one chance meeting ties nobody. Rows of one account and day are merged
-- in the background, so every reader adds up.

CREATE TABLE IF NOT EXISTS {{local account_daily}} {{on_cluster}}
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
ENGINE = {{Replicated}}AggregatingMergeTree
PARTITION BY toYYYYMM(received_on)
ORDER BY (day, account, received_on)
TTL received_on + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed account_daily by cityHash64(account)}};

CREATE MATERIALIZED VIEW IF NOT EXISTS account_daily_of_usage {{on_cluster}} TO {{local account_daily}} AS
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
    FROM {{local usage}}
)
GROUP BY received_on, day, account;
