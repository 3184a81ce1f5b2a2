-- Which incidents stand confirmed by a decision before an instant, and which accounts take part in each?
--
-- grain   one row per confirmed incident
-- window  decided before $1; earlier decisions tell which accounts are one actor
-- cost    one pass over the confirmed incidents and their members
SELECT
    incident.id AS incident,
    incident.category,
    incident.decided_at,
    array_remove(
        array_agg(DISTINCT incident_member.account)
            || CASE WHEN incident.subject_kind = 'account' THEN incident.subject END,
        NULL
    ) AS accounts
FROM incident
LEFT JOIN incident_member ON incident_member.incident = incident.id
WHERE incident.state = 'confirmed' AND incident.decided_at < $1
GROUP BY incident.id
ORDER BY incident.id
