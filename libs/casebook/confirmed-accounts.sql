-- Which accounts take part in those of some incidents that stand confirmed?
--
-- grain   one row per incident and account
-- window  the incidents $1, each with what has been merged into it and without members that people split off
-- cost    the index over their members
SELECT DISTINCT
    (incident.decided_at AT TIME ZONE 'UTC')::date::text AS day,
    incident.id AS incident,
    member.account
FROM incident
JOIN incident AS part ON part.id = incident.id OR part.merged_into = incident.id
JOIN incident_member AS member ON member.incident = part.id
WHERE incident.id = ANY($1::text[])
    AND incident.state = 'confirmed'
    AND incident.merged_into IS NULL
    AND incident.origin <> 'sample'
    AND NOT EXISTS (
        SELECT 1
        FROM split_member
        WHERE split_member.incident = member.incident AND split_member.account = member.account
    )
ORDER BY incident, member.account
