-- Which records do the findings of a campaign give as evidence?
--
-- grain   one row per record
-- window  all findings of campaign $1
-- cost    the index over the campaign's findings
SELECT DISTINCT shown.record
FROM campaign_finding
INNER JOIN finding ON finding.id = campaign_finding.finding
CROSS JOIN LATERAL unnest(finding.evidence) AS shown (record)
WHERE campaign_finding.campaign = $1
ORDER BY shown.record
LIMIT $2
