-- How many incidents were opened on each day, and on how many was what stands now decided that day?
--
-- grain   one row per day of 24 hours, counted from $1; days without any are left out
-- window  [$1, $2); without the audit sample and without incidents that went into others
-- cost    one pass over the incidents
SELECT
    floor(extract(epoch FROM told.at - $1::timestamptz) / 86400)::int AS day,
    (count(*) FILTER (WHERE told.what = 'opened'))::int AS opened,
    (count(*) FILTER (WHERE told.what = 'confirmed'))::int AS confirmed,
    (count(*) FILTER (WHERE told.what = 'dismissed'))::int AS dismissed,
    (count(*) FILTER (WHERE told.what = 'uncertain'))::int AS uncertain
FROM (
    SELECT incident.opened_at AS at, 'opened' AS what
    FROM incident
    WHERE incident.origin <> 'sample' AND incident.merged_into IS NULL
    UNION ALL
    SELECT incident.decided_at AS at, incident.state AS what
    FROM incident
    WHERE incident.origin <> 'sample' AND incident.merged_into IS NULL AND incident.state <> 'open'
) AS told
WHERE told.at >= $1 AND told.at < $2
GROUP BY day
ORDER BY day
