-- Which other incidents does a case remind of: because of whom it names, or because of what it is?
--
-- grain   one row per incident; those with accounts in common first, then decided ones of the same detector by nearness in size
-- window  all time for shared accounts; the 200 latest decided of the detector otherwise
-- cost    the index over members, and 200 rows of the index over detectors
WITH shared AS (
    SELECT other.incident AS id, count(*)::int AS accounts
    FROM incident_member AS own
    INNER JOIN incident_member AS other ON other.account = own.account AND other.incident <> own.incident
    WHERE own.incident = $1
    GROUP BY other.incident
),

alike AS (
    SELECT incident.id
    FROM incident
    WHERE incident.detector = $2 AND incident.state <> 'open' AND incident.id <> $1
    ORDER BY incident.last_seen DESC
    LIMIT 200
)

SELECT
    incident.id,
    incident.detector,
    incident.category,
    incident.severity,
    incident.state,
    incident.because,
    incident.accounts,
    incident.last_seen AS "lastSeen",
    incident.decided_at AS "decidedAt",
    coalesce(shared.accounts, 0) AS "sharedAccounts"
FROM incident
LEFT JOIN shared ON shared.id = incident.id
WHERE shared.id IS NOT NULL OR incident.id IN (SELECT alike.id FROM alike)
ORDER BY coalesce(shared.accounts, 0) DESC, abs(ln(greatest(incident.accounts, 1)) - ln(greatest($3::int, 1))), incident.last_seen DESC, incident.id
LIMIT $4
