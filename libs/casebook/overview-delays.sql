-- How long was misuse there before an incident was opened, and how long was an incident open before anything was done?
--
-- grain   one row per kind of delay and period, with all its delays in whole seconds, ascending
-- window  opened, or first acted on, in [$1, $2) before and [$2, $3) now; without the audit sample and incidents that went into others
-- cost    one pass over the incidents, and the targets of action sets that were acted on
SELECT
    delay.kind,
    delay.at >= $2::timestamptz AS "isNow",
    array_agg(greatest(0, extract(epoch FROM delay.took))::float8 ORDER BY delay.took) AS seconds
FROM (
    SELECT 'detect' AS kind, incident.opened_at AS at, incident.opened_at - incident.first_seen AS took
    FROM incident
    WHERE incident.origin <> 'sample' AND incident.merged_into IS NULL
    UNION ALL
    SELECT 'act' AS kind, acted.at, acted.at - incident.opened_at AS took
    FROM incident
    INNER JOIN (
        SELECT action_set.incident, min(action_target.applied_at) AS at
        FROM action_set
        INNER JOIN action_target ON action_target.action_set = action_set.id
        WHERE action_set.action <> 'none' AND action_target.applied_at IS NOT NULL
        GROUP BY action_set.incident
    ) AS acted ON acted.incident = incident.id
    WHERE incident.origin <> 'sample' AND incident.merged_into IS NULL
) AS delay
WHERE delay.at >= $1 AND delay.at < $3
GROUP BY delay.kind, "isNow"
ORDER BY delay.kind, "isNow"
