-- What became of appeals in a quarter, and what was undone without one?
--
-- grain   one row per appeal judged within the quarter or open at its end, and per account whose action was undone unasked
-- window  [$1, $2) by the time of judgement or undoing; open ones by the end of the quarter
-- cost    one pass over appeals, and over action sets undone within the quarter
SELECT
    'appeal:' || appeal.id AS id,
    appeal.account,
    CASE
        WHEN appeal.judged_at < $2 THEN appeal.outcome
        WHEN appeal.received_at < $2::timestamptz - interval '30 days' THEN 'overdue'
        ELSE 'open'
    END AS outcome,
    coalesce(taken.action IN ('suspension', 'ban'), false) AS closes_account,
    CASE WHEN appeal.judged_at < $2 THEN appeal.judged_at ELSE greatest(appeal.received_at, $1) END AS at
FROM appeal
LEFT JOIN LATERAL (
    SELECT disposition.action
    FROM disposition
    WHERE disposition.incident = appeal.incident AND disposition.action <> 'none'
    ORDER BY disposition.ordinal DESC
    LIMIT 1
) AS taken ON true
WHERE appeal.received_at < $2 AND (appeal.judged_at IS NULL OR appeal.judged_at >= $1)
UNION ALL
SELECT
    'undone:' || action_set.id || ':' || action_target.account AS id,
    action_target.account,
    'own' AS outcome,
    action_set.action IN ('suspension', 'ban') AS closes_account,
    action_set.ended_at AS at
FROM action_set
JOIN action_target ON action_target.action_set = action_set.id AND action_target.applied_at IS NOT NULL
WHERE
    action_set.state = 'undone'
    AND action_set.ended_at >= $1
    AND action_set.ended_at < $2
    AND NOT EXISTS (
        SELECT 1
        FROM appeal
        WHERE appeal.incident = action_set.incident AND appeal.account = action_target.account AND appeal.outcome = 'reversed'
    )
ORDER BY id
