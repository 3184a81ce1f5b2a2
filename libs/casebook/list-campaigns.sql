-- Which campaigns are there, and which incidents are about them?
--
-- grain   one row per campaign, latest seen first; a parameter that is null asks for any
-- window  campaigns seen after $2 by detector $1; those that went into others only when $3
-- cost    the index over campaigns, and the incidents of the findings of those listed
SELECT
    campaign.id,
    campaign.detector,
    campaign.first_seen AS "firstSeen",
    campaign.last_seen AS "lastSeen",
    campaign.findings,
    campaign.accounts,
    campaign.split_from AS "splitFrom",
    campaign.merged_into AS "mergedInto",
    campaign.merged_at AS "mergedAt",
    ARRAY(SELECT alias.id FROM campaign AS alias WHERE alias.merged_into = campaign.id ORDER BY 1) AS aliases,
    ARRAY(SELECT part.id FROM campaign AS part WHERE part.split_from = campaign.id ORDER BY 1) AS parts,
    ARRAY(
        SELECT DISTINCT incident_finding.incident
        FROM campaign_finding
        INNER JOIN incident_finding ON incident_finding.finding = campaign_finding.finding
        WHERE campaign_finding.campaign = campaign.id
        ORDER BY 1
    ) AS incidents
FROM campaign
WHERE ($1::text IS NULL OR campaign.detector = $1)
    AND ($2::timestamptz IS NULL OR campaign.last_seen > $2)
    AND ($3::boolean OR campaign.merged_into IS NULL)
    AND ($4::text IS NULL OR campaign.id = $4)
ORDER BY campaign.last_seen DESC, campaign.id
LIMIT $5
