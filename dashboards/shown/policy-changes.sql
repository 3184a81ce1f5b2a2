-- When was a version of the policy first decided by?
--
-- grain   one row per version but the first
-- window  the range on screen
-- cost    the facts about decisions
SELECT time, text, tags
FROM
(
    SELECT
        toDateTime(min(at)) AS time,
        concat('policy version ', toString(policy_version)) AS text,
        'policy' AS tags,
        row_number() OVER (ORDER BY min(at)) AS nth
    FROM {{database}}.incident_fact FINAL
    WHERE fact = 'disposed' AND policy_version != ''
    GROUP BY policy_version
)
WHERE nth > 1 AND $__timeFilter(time)
ORDER BY time
