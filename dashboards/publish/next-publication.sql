-- How long until the next release that is under way is to be published?
--
-- grain   one row; null when none is under way
-- window  from the end of the range on
-- cost    a few rows
SELECT minOrNull(dateDiff('second', $__toTime, assumeNotNull(publish_at))) AS seconds
FROM {{database}}.release_standing FINAL
WHERE publish_at IS NOT NULL
    AND state NOT IN ('published', 'superseded', 'withdrawn', 'failed', 'rejected', 'abandoned')
