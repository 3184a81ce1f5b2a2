-- When was a release published?
--
-- grain   one row per release
-- window  the range on screen
-- cost    a few rows
SELECT
    toDateTime(assumeNotNull(published_at)) AS time,
    concat('release ', toString(period), ' ', version) AS text,
    'release' AS tags
FROM {{database}}.release_standing FINAL
WHERE published_at IS NOT NULL AND $__timeFilter(published_at)
ORDER BY time
