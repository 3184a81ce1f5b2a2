-- When were accounts of a campaign suspended or banned for what it did?
--
-- grain   one row per decision, in the order of time
-- window  all decisions on incidents that a finding of campaign $1 belongs to
-- cost    the findings of the campaign and the decisions on their incidents
SELECT DISTINCT
    disposition.decided_at AS "decidedAt",
    disposition.action,
    disposition.incident
FROM campaign_finding
INNER JOIN incident_finding ON incident_finding.finding = campaign_finding.finding
INNER JOIN disposition ON disposition.incident = incident_finding.incident
WHERE campaign_finding.campaign = $1 AND disposition.action IN ('suspension', 'ban')
ORDER BY disposition.decided_at, disposition.incident, disposition.action
