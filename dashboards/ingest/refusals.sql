-- Why were lines refused, and at which field?
--
-- grain   one row per source, reason and field; the 100 most frequent
-- window  the range on screen, by hour of receipt
-- cost    the books alone
SELECT source, outcome, reason, field, sum(lines) AS refused
FROM {{database}}.book
WHERE $__timeFilter(received_hour) AND outcome IN ('quarantined', 'dropped') AND $__conditionalAll(source IN (${source:singlequote}), $source)
GROUP BY source, outcome, reason, field
ORDER BY refused DESC, source, reason, field
LIMIT 100
