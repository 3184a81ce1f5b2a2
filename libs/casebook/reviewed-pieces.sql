-- How did people judge the pieces of the random sample that they reviewed blind in a quarter?
--
-- grain   one row per piece whose latest judgement falls into the quarter
-- window  [$1, $2) by the time of the latest judgement before $2
-- cost    one pass over the sample's incidents, their dispositions and members
SELECT
    incident.id AS incident,
    judged.verdict,
    judged.category,
    judged.policy_version,
    judged.decided_at,
    array_remove(
        (SELECT array_agg(incident_member.account) FROM incident_member WHERE incident_member.incident = incident.id)
            || CASE WHEN incident.subject_kind = 'account' THEN incident.subject END,
        NULL
    ) AS accounts
FROM incident
JOIN LATERAL (
    SELECT disposition.verdict, disposition.category, disposition.policy_version, disposition.decided_at
    FROM disposition
    WHERE disposition.incident = incident.id AND disposition.decided_at < $2
    ORDER BY disposition.ordinal DESC
    LIMIT 1
) AS judged ON true
WHERE incident.origin = 'sample' AND judged.decided_at >= $1
ORDER BY incident.id
