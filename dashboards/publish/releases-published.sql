-- How many releases were published?
--
-- grain   one row
-- window  the range on screen
-- cost    a few rows
SELECT count() AS published
FROM {{database}}.release_standing FINAL
WHERE published_at IS NOT NULL AND $__timeFilter(published_at)
