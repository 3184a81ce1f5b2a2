-- On how many accounts was anything done, day by day?
--
-- grain   one row per day of 24 hours, counted from $1, and action; an account counts once a period, on the day of its first
--         action in it and under the strictest
-- window  applied in [$1, $2) before and [$2, $3) now, whatever was undone later
-- cost    the targets of action sets that were acted on
SELECT
    floor(extract(epoch FROM actioned.at - $1::timestamptz) / 86400)::int AS day,
    CASE actioned.strictest WHEN 4 THEN 'ban' WHEN 3 THEN 'suspension' WHEN 2 THEN 'limit' ELSE 'warning' END AS action,
    count(*)::int AS accounts
FROM (
    SELECT
        min(action_target.applied_at) AS at,
        max(CASE action_set.action WHEN 'ban' THEN 4 WHEN 'suspension' THEN 3 WHEN 'limit' THEN 2 ELSE 1 END) AS strictest
    FROM action_target
    INNER JOIN action_set ON action_set.id = action_target.action_set
    WHERE action_set.action <> 'none' AND action_target.applied_at >= $1 AND action_target.applied_at < $3
    GROUP BY action_target.account, action_target.applied_at >= $2::timestamptz
) AS actioned
GROUP BY day, actioned.strictest
ORDER BY day, actioned.strictest DESC
