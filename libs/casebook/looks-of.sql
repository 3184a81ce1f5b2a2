-- How often has somebody looked at retained text lately?
--
-- grain   one row
-- window  entries of the audit log by actor $1 after $2
-- cost    the audit log from its end on
SELECT count(*)::int AS looks
FROM audit_entry
WHERE audit_entry.actor = $1 AND audit_entry.action = 'incident.reveal' AND audit_entry.at > $2
