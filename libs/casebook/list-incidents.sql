-- Which incidents match, latest seen first?
--
-- grain   one row per incident; a parameter that is null asks for any
-- window  last seen before the cursor ($5, $6)
-- cost    the index over last_seen until enough match; with accounts, the index over members
SELECT
    incident.id,
    incident.detector,
    incident.version,
    incident.category,
    incident.severity,
    incident.state,
    incident.subject_kind AS "subjectKind",
    incident.subject,
    incident.opened_at AS "openedAt",
    incident.first_seen AS "firstSeen",
    incident.last_seen AS "lastSeen",
    incident.score,
    incident.point,
    incident.because,
    incident.accounts,
    incident.dispositions,
    incident.decided_at AS "decidedAt",
    incident.blind
FROM incident
WHERE ($1::text IS NULL OR incident.state = $1)
    AND ($2::text IS NULL OR CASE WHEN incident.blind AND incident.state = 'open' THEN 'OTH' ELSE incident.category END = $2)
    AND ($3::text IS NULL OR CASE WHEN incident.blind THEN 'blind-review' ELSE incident.detector END = $3)
    AND ($4::text[] IS NULL OR incident.id IN (SELECT incident_member.incident FROM incident_member WHERE incident_member.account = ANY ($4)))
    AND ($5::timestamptz IS NULL OR (incident.last_seen, incident.id) < ($5, $6::text))
ORDER BY incident.last_seen DESC, incident.id DESC
LIMIT $7
