-- What have people said of the accounts that were drawn?
--
-- grain   one row per stratum of a week, weeks in order
-- window  the week $1, or all when null
-- cost    the items and their latest dispositions
SELECT
    audit_stratum.week,
    audit_stratum.stratum,
    audit_stratum.population,
    audit_stratum.drawn,
    audit_stratum.presumed,
    (count(*) FILTER (WHERE incident.state = 'confirmed'))::int AS confirmed,
    (count(*) FILTER (WHERE incident.state = 'dismissed'))::int AS dismissed,
    (count(*) FILTER (WHERE incident.state = 'uncertain'))::int AS uncertain,
    (count(*) FILTER (WHERE incident.state = 'open'))::int AS unlabelled
FROM audit_stratum
LEFT JOIN audit_item ON audit_item.week = audit_stratum.week AND audit_item.stratum = audit_stratum.stratum
LEFT JOIN incident ON incident.id = audit_item.incident
WHERE $1::text IS NULL OR audit_stratum.week = $1
GROUP BY audit_stratum.week, audit_stratum.stratum
ORDER BY audit_stratum.week, audit_stratum.stratum
