-- When did a detector, or another version of it, come into service or change its stage?
--
-- grain   one row per change
-- window  the range on screen
-- cost    the runs and the decisions about stages
SELECT time, text, tags
FROM
(
    SELECT
        toDateTime(min(started_at)) AS time,
        concat(toString(detector), ' version ', toString(version), ' ran first') AS text,
        'deployment' AS tags
    FROM {{database}}.detector_run FINAL
    WHERE mode IN ('scheduled', 'shadow')
    GROUP BY detector, version
    UNION ALL
    SELECT
        toDateTime(decided_at) AS time,
        concat(toString(detector), ' version ', toString(version), ': ', toString(change)) AS text,
        'stage' AS tags
    FROM {{database}}.detector_stage FINAL
)
WHERE $__timeFilter(time)
ORDER BY time, text
