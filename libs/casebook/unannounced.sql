-- Which decisions have cases to be written, and about which accounts?
--
-- grain   one row per decision, the earliest first; locked, and those that somebody else holds are left out
-- window  all that wait
-- cost    the decisions that wait, and the members of their incidents
SELECT
    unannounced.incident,
    unannounced.ordinal,
    disposition.action,
    former.action AS "formerAction",
    disposition.category,
    disposition.decided_at AS "decidedAt",
    ARRAY
    (
        SELECT incident_member.account
        FROM incident_member
        WHERE incident_member.incident = unannounced.incident
        ORDER BY incident_member.account
    ) AS accounts
FROM unannounced
INNER JOIN disposition ON disposition.incident = unannounced.incident AND disposition.ordinal = unannounced.ordinal
LEFT JOIN disposition AS former
    ON former.incident = unannounced.incident AND former.ordinal = unannounced.ordinal - 1
ORDER BY disposition.decided_at, unannounced.incident, unannounced.ordinal
LIMIT $1
FOR UPDATE OF unannounced SKIP LOCKED
