-- What has happened to each incident, and when?
--
-- Facts come from the casebook's outbox and name no person of the house. A fact is known by its number, so that one told
-- twice is one after merging; every reader asks FINAL.

CREATE TABLE IF NOT EXISTS {{local incident_fact}} {{on_cluster}}
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
ENGINE = {{Replicated}}ReplacingMergeTree
PARTITION BY toYYYYMM(day)
ORDER BY (incident, sequence)
TTL day + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed incident_fact by cityHash64(incident)}};

-- What is each incident now, and when did each thing first happen to it? Without withdrawn and merged ones and the audit sample.
CREATE VIEW IF NOT EXISTS incident_now {{on_cluster}} AS
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
CREATE VIEW IF NOT EXISTS incidents_daily {{on_cluster}} AS
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
CREATE VIEW IF NOT EXISTS incident_delays {{on_cluster}} AS
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
CREATE VIEW IF NOT EXISTS accounts_actioned_daily {{on_cluster}} AS
SELECT
    day,
    action,
    uniqExact(account) AS accounts,
    uniqExact(incident) AS incidents
FROM incident_fact FINAL
WHERE fact = 'applied'
GROUP BY day, action;

-- How often was the house wrong, day by day: actions undone, appeals granted (whose actions are undone as well), confirmations withdrawn?
CREATE VIEW IF NOT EXISTS reversals_daily {{on_cluster}} AS
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
