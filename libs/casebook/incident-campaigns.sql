-- Which campaigns are the findings of an incident about?
--
-- grain   one row per campaign, latest seen first
-- window  all findings of the incident
-- cost    the index over the incident's findings
SELECT campaign.id
FROM campaign
WHERE campaign.id IN (
    SELECT campaign_finding.campaign
    FROM incident_finding
    INNER JOIN campaign_finding ON campaign_finding.finding = incident_finding.finding
    WHERE incident_finding.incident = $1
)
ORDER BY campaign.last_seen DESC, campaign.id
