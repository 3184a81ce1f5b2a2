-- Which incidents stand confirmed, since which decision before an instant, and which accounts take part in each?
--
-- grain   one row per confirmed incident; its instant is the first of its latest unbroken run of confirmations, so that a
--         changed category or action does not count it again in a later quarter
-- window  confirmed before $1; earlier quarters tell which accounts are one actor
-- cost    one pass over the confirmed incidents, their dispositions and members
SELECT
    incident.id AS incident,
    (array_agg(disposition.category ORDER BY disposition.ordinal DESC))[1] AS category,
    (array_agg(disposition.policy_version ORDER BY disposition.ordinal DESC))[1] AS policy_version,
    min(disposition.decided_at) AS decided_at,
    array_remove(
        array_agg(DISTINCT incident_member.account)
            || CASE WHEN incident.subject_kind = 'account' THEN incident.subject END,
        NULL
    ) AS accounts
FROM incident
JOIN disposition ON disposition.incident = incident.id
LEFT JOIN incident_member ON incident_member.incident = incident.id
WHERE
    incident.state = 'confirmed'
    AND disposition.ordinal > (
        SELECT coalesce(max(other.ordinal), 0)
        FROM disposition AS other
        WHERE other.incident = incident.id AND other.verdict <> 'confirmed'
    )
GROUP BY incident.id
HAVING min(disposition.decided_at) < $1
ORDER BY incident.id
