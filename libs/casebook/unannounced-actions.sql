-- Which actions that were done, undone or have expired have cases to be written?
--
-- grain   one row per account and what became of it, in the order it did, what is applied before what ends at the same instant, so
--         that an account is not let through while one action takes another's place; locked, and those that somebody else holds
--         are left out
-- window  all that wait
-- cost    the actions that wait, and their sets
SELECT
    unannounced_action.action_set AS "actionSet",
    unannounced_action.account,
    unannounced_action.state,
    action_set.action,
    action_set.expires_at AS "expiresAt",
    incident.category,
    CASE unannounced_action.state WHEN 'applied' THEN action_target.applied_at ELSE action_target.ended_at END AS at
FROM unannounced_action
INNER JOIN action_set ON action_set.id = unannounced_action.action_set
INNER JOIN action_target ON action_target.action_set = action_set.id AND action_target.account = unannounced_action.account
INNER JOIN incident ON incident.id = action_set.incident
ORDER BY at, unannounced_action.state, unannounced_action.action_set, unannounced_action.account
LIMIT $1
FOR UPDATE OF unannounced_action SKIP LOCKED
