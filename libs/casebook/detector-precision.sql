-- What have people decided of the incidents a detector opened?
--
-- grain   one row per detector
-- window  incidents seen after $1
-- cost    one pass over the incidents
SELECT
    incident.detector,
    count(*)::int AS incidents,
    (count(*) FILTER (WHERE incident.state = 'open'))::int AS open,
    (count(*) FILTER (WHERE incident.state = 'confirmed'))::int AS confirmed,
    (count(*) FILTER (WHERE incident.state = 'dismissed'))::int AS dismissed,
    (count(*) FILTER (WHERE incident.state = 'uncertain'))::int AS uncertain
FROM incident
WHERE $1::timestamptz IS NULL OR incident.last_seen > $1
GROUP BY incident.detector
ORDER BY incident.detector
