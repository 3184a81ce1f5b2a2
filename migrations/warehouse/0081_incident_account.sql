-- Which accounts take part in the incidents that people have confirmed?
--
-- An incident that was confirmed once keeps its rows; what stands now is told by `incident_now`. Every reader asks FINAL.
CREATE TABLE IF NOT EXISTS {{local incident_account}} {{on_cluster}}
(
    -- Of the decision it was told with.
    day Date,
    incident String,
    account String CODEC(ZSTD(1))
)
ENGINE = {{Replicated}}ReplacingMergeTree
PARTITION BY tuple()
ORDER BY (incident, account)
TTL day + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

{{distributed incident_account by cityHash64(incident)}};

-- Which accounts take part in incidents that stand confirmed now?
CREATE VIEW IF NOT EXISTS account_confirmed {{on_cluster}} AS
SELECT DISTINCT account
FROM incident_account FINAL
WHERE incident GLOBAL IN (SELECT incident FROM incident_now WHERE verdict = 'confirmed');

-- Against which accounts did people act, when first, and how hard at most? By decision, or by an action set.
--
-- An account that several incidents name is one row. What was undone since stays: that it was done is the question here.
CREATE VIEW IF NOT EXISTS account_actioned {{on_cluster}} AS
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
