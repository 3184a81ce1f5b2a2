-- Which incidents stand confirmed, since which decision before an instant, what was done, and which accounts take part?
--
-- Pieces of the random sample are none: chance drew them, and a table of its own shows how they were judged.
--
-- grain   one row per confirmed incident; its instant is the first of its latest unbroken run of confirmations, so that a
--         changed category or action does not count it again in a later quarter
-- window  confirmed before $1; earlier quarters tell which accounts are one actor
-- cost    one pass over the confirmed incidents, their dispositions and members
SELECT
    incident.id AS incident,
    (array_agg(disposition.category ORDER BY disposition.ordinal DESC))[1] AS category,
    (array_agg(disposition.policy_version ORDER BY disposition.ordinal DESC))[1] AS policy_version,
    (array_agg(disposition.action ORDER BY disposition.ordinal DESC))[1] AS action,
    min(disposition.decided_at) AS decided_at,
    min(disposition.decided_at) FILTER (WHERE disposition.action <> 'none') AS acted_at,
    incident.detector,
    incident.first_seen,
    EXISTS (
        SELECT 1 FROM referral WHERE referral.incident = incident.id AND referral.referred_at < $1
    ) AS is_referred,
    array_remove(
        array_agg(DISTINCT member.account)
            || CASE WHEN incident.subject_kind = 'account' THEN incident.subject END,
        NULL
    ) AS accounts
FROM incident
JOIN disposition ON disposition.incident = incident.id
LEFT JOIN (
    -- Members of cases merged into another are members of that one.
    SELECT coalesce(part.merged_into, part.id) AS incident, incident_member.account
    FROM incident_member
    JOIN incident AS part ON part.id = incident_member.incident
) AS member ON member.incident = incident.id
WHERE
    incident.state = 'confirmed'
    AND incident.origin <> 'sample'
    AND incident.merged_into IS NULL
    AND disposition.decided_at < $1
    AND disposition.ordinal > (
        SELECT coalesce(max(other.ordinal), 0)
        FROM disposition AS other
        WHERE other.incident = incident.id AND other.verdict <> 'confirmed'
    )
GROUP BY incident.id
HAVING min(disposition.decided_at) < $1
ORDER BY incident.id
