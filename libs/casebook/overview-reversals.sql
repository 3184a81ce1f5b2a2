-- How often was the house wrong: confirmations withdrawn, actions undone, appeals granted?
--
-- grain   one row per day of 24 hours, counted from $1, on which anything of it happened
-- window  [$1, $2) by the time of the decision, the undoing or the judgement
-- cost    the dispositions, appeals and ended targets
SELECT
    floor(extract(epoch FROM told.at - $1::timestamptz) / 86400)::int AS day,
    (count(*) FILTER (WHERE told.what = 'decided'))::int AS decided,
    (count(*) FILTER (WHERE told.what = 'withdrawn'))::int AS withdrawn,
    (count(*) FILTER (WHERE told.what = 'filed'))::int AS filed,
    (count(*) FILTER (WHERE told.what = 'upheld'))::int AS upheld,
    (count(*) FILTER (WHERE told.what = 'reversed'))::int AS reversed,
    (count(DISTINCT told.account) FILTER (WHERE told.what = 'undone'))::int AS undone
FROM (
    SELECT disposition.decided_at AS at, 'decided' AS what, NULL AS account
    FROM disposition
    INNER JOIN incident ON incident.id = disposition.incident
    WHERE incident.origin <> 'sample'
    UNION ALL
    SELECT disposition.decided_at AS at, 'withdrawn' AS what, NULL AS account
    FROM disposition
    INNER JOIN incident ON incident.id = disposition.incident
    INNER JOIN disposition AS former
        ON former.incident = disposition.incident AND former.ordinal = disposition.ordinal - 1
    WHERE incident.origin <> 'sample' AND former.verdict = 'confirmed' AND disposition.verdict <> 'confirmed'
    UNION ALL
    SELECT appeal.filed_at AS at, 'filed' AS what, appeal.account
    FROM appeal
    UNION ALL
    SELECT appeal.judged_at AS at, appeal.outcome AS what, appeal.account
    FROM appeal
    WHERE appeal.outcome IS NOT NULL
    UNION ALL
    SELECT action_target.ended_at AS at, 'undone' AS what, action_target.account
    FROM action_target
    WHERE action_target.state = 'undone' AND action_target.applied_at IS NOT NULL
) AS told
WHERE told.at >= $1 AND told.at < $2
GROUP BY day
ORDER BY day
