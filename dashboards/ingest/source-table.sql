-- When did each source write last, and how much of it was refused?
--
-- grain   one row per source
-- window  the range on screen, by hour of receipt
-- cost    the books alone
SELECT
    source,
    max(received_hour) AS last_hour,
    sum(lines) AS received,
    sumIf(lines, outcome = 'stored') AS stored,
    sumIf(lines, outcome = 'duplicate') AS duplicate,
    sumIf(lines, outcome IN ('quarantined', 'dropped')) / sum(lines) AS refused
FROM {{database}}.book
WHERE $__timeFilter(received_hour) AND source != '' AND $__conditionalAll(source IN (${source:singlequote}), $source)
GROUP BY source
HAVING sum(lines) > 0
ORDER BY last_hour, source
