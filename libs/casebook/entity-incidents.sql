-- In which cases does one account, key or network take part, and what was decided of them?
--
-- grain   one row per incident, latest seen first
-- window  all
-- cost    the indexes over members and subjects
SELECT
    incident.id,
    incident.detector,
    incident.category,
    incident.severity,
    incident.state,
    incident.last_seen AS "lastSeen",
    incident.because,
    incident.accounts,
    latest.action,
    latest.decided_by AS "decidedBy",
    latest.decided_at AS "decidedAt"
FROM incident
LEFT JOIN LATERAL
(
    SELECT disposition.action, disposition.decided_by, disposition.decided_at
    FROM disposition
    WHERE disposition.incident = incident.id
    ORDER BY disposition.ordinal DESC
    LIMIT 1
) AS latest ON true
WHERE (incident.subject_kind = $1 AND incident.subject = $2)
    OR ($1 = 'account' AND incident.id IN (SELECT incident_member.incident FROM incident_member WHERE incident_member.account = $2))
ORDER BY incident.last_seen DESC, incident.id
LIMIT $3
