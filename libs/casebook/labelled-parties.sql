-- Of whom have people decided whether they misuse the service as any of some policy categories has it?
--
-- grain   one row per account, key or network; confirmed once is misuse, whatever else was dismissed
-- window  incidents of the categories $1 seen between $3 and $4; confirmed ones of any detector, dismissed ones of detector $2
-- cost    the decided incidents of the categories and their members
SELECT
    accused.party,
    bool_or(incident.state = 'confirmed') AS "isMisuse"
FROM incident
INNER JOIN LATERAL (
    SELECT 'account:' || incident_member.account
    FROM incident_member
    WHERE incident_member.incident = incident.id
    UNION ALL
    SELECT incident.subject_kind || ':' || incident.subject
    WHERE incident.subject_kind IN ('key', 'network')
) AS accused (party) ON true
WHERE incident.category = ANY ($1::text[])
    AND (incident.state = 'confirmed' OR (incident.state = 'dismissed' AND incident.detector = $2))
    AND incident.last_seen > $3
    AND incident.first_seen < $4
GROUP BY accused.party
ORDER BY accused.party
