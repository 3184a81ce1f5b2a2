-- What do the campaigns of a detector come to, now that findings belong to them as they do?
--
-- grain   one row, telling how many campaigns were written
-- window  campaigns $2 of detector $1; those without findings go
-- cost    the findings of these campaigns and their members
WITH gone AS (
    DELETE FROM campaign
    WHERE id = ANY ($2::text[])
        AND NOT EXISTS (SELECT 1 FROM campaign_finding WHERE campaign_finding.campaign = campaign.id)
),

summed AS (
    SELECT
        campaign_finding.campaign AS id,
        min(run.window_from) AS first_seen,
        max(run.window_until) AS last_seen,
        count(DISTINCT (run.window_until, run.window_from, finding.subject))::int AS findings,
        count(DISTINCT member.account)::int AS accounts
    FROM campaign_finding
    INNER JOIN finding ON finding.id = campaign_finding.finding
    INNER JOIN run ON run.id = finding.run
    CROSS JOIN LATERAL jsonb_to_recordset(finding.members) AS member (account text)
    WHERE campaign_finding.campaign = ANY ($2::text[])
    GROUP BY campaign_finding.campaign
),

written AS (
    INSERT INTO campaign (id, detector, first_seen, last_seen, findings, accounts)
    SELECT id, $1, first_seen, last_seen, findings, accounts
    FROM summed
    ON CONFLICT (id) DO UPDATE
    SET first_seen = excluded.first_seen, last_seen = excluded.last_seen, findings = excluded.findings, accounts = excluded.accounts
    WHERE (campaign.first_seen, campaign.last_seen, campaign.findings, campaign.accounts)
        IS DISTINCT FROM (excluded.first_seen, excluded.last_seen, excluded.findings, excluded.accounts)
    RETURNING 1
)

SELECT count(*)::int AS campaigns
FROM written
