-- What share of the lines that were received was refused?
--
-- grain   one row; null when none was received
-- window  the range on screen, by hour of receipt
-- cost    the books alone
SELECT sumIf(lines, outcome IN ('quarantined', 'dropped')) / nullIf(sum(lines), 0) AS refused
FROM {{database}}.book
WHERE $__timeFilter(received_hour) AND $__conditionalAll(source IN (${source:singlequote}), $source)
