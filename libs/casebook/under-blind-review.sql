-- Which of some accounts are under blind review that nobody has decided yet?
--
-- grain   one row per account
-- window  those of $1
-- cost    the members of these accounts in open blind incidents
SELECT DISTINCT incident_member.account
FROM incident_member
INNER JOIN incident ON incident.id = incident_member.incident
WHERE incident_member.account = ANY ($1) AND incident.blind AND incident.state = 'open'
ORDER BY incident_member.account
