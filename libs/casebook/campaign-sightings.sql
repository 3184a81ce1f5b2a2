-- What did a detector find of campaigns in windows that end after an instant, and which campaign was each thought to be?
--
-- grain   one row per finding about a campaign
-- window  windows that end after $2; every version, scheduled or in retrospect, of detector $1
-- cost    the findings of those windows and their members
SELECT
    finding.id,
    run.version,
    run.window_from AS "windowFrom",
    run.window_until AS "windowUntil",
    finding.subject,
    ARRAY(SELECT member.account FROM jsonb_to_recordset(finding.members) AS member (account text) ORDER BY 1) AS accounts,
    campaign_finding.campaign,
    campaign.merged_at AS "mergedAt"
FROM run
INNER JOIN finding ON finding.run = run.id
LEFT JOIN campaign_finding ON campaign_finding.finding = finding.id
LEFT JOIN campaign ON campaign.id = campaign_finding.campaign
WHERE run.detector = $1
    AND run.window_until > $2
    AND run.mode IN ('scheduled', 'retro')
    AND run.state = 'done'
    AND finding.subject_kind = 'campaign'
    AND finding.members <> '[]'
ORDER BY run.window_until, run.window_from, finding.id
