-- Over which stretches of time were accounts seen in misuse that stands confirmed?
--
-- grain   one row per account and stretch; stretches of several incidents that overlap are one, so that nothing counts twice
-- window  the part of each that lies in [$1, $2); without the audit sample
-- cost    the confirmed incidents and their members
SELECT
    stretch.account,
    lower(stretch.seen) AS "from",
    upper(stretch.seen) AS "until"
FROM (
    SELECT
        incident_member.account,
        unnest(
            range_agg(tstzrange(greatest(incident.first_seen, $1::timestamptz), least(incident.last_seen, $2::timestamptz)))
        ) AS seen
    FROM incident
    INNER JOIN incident_member ON incident_member.incident = incident.id
    WHERE
        incident.state = 'confirmed'
        AND incident.origin <> 'sample'
        AND incident.first_seen < $2
        AND incident.last_seen > $1
        AND NOT EXISTS (
            SELECT 1
            FROM split_member
            WHERE split_member.incident = incident.id AND split_member.account = incident_member.account
        )
    GROUP BY incident_member.account
) AS stretch
ORDER BY upper(stretch.seen) - lower(stretch.seen) DESC, stretch.account, lower(stretch.seen)
LIMIT $3
