-- Which accounts take part in a case?
--
-- grain   one row per account, ascending; what ties it in where it takes part most
-- window  the incident $1 and those that have gone into it, without members that people split off
-- cost    the index over the incident's members
SELECT DISTINCT ON (member.account)
    member.account,
    member.records::float8 AS records,
    member.tie
FROM incident_member AS member
WHERE member.incident IN (SELECT incident.id FROM incident WHERE incident.id = $1 OR incident.merged_into = $1)
    AND NOT EXISTS (
        SELECT 1
        FROM split_member
        WHERE split_member.incident = member.incident AND split_member.account = member.account
    )
ORDER BY member.account, member.records DESC, member.tie
