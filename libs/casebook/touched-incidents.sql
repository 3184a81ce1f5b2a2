-- Which incidents of a detector do these parties take part in?
--
-- grain   one row per incident
-- window  all time, whatever people have decided
-- cost    the indexes over members and subjects
SELECT DISTINCT incident.id
FROM incident
LEFT JOIN incident_member ON incident_member.incident = incident.id
WHERE incident.detector = $1
    AND incident.origin = 'findings'
    AND (incident_member.account = ANY ($2::text[]) OR incident.subject_kind || ':' || incident.subject = ANY ($3::text[]))
ORDER BY incident.id
