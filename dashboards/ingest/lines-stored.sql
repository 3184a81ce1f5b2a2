-- How many lines became usage records?
--
-- grain   one row
-- window  the range on screen, by hour of receipt
-- cost    the books alone
SELECT sum(lines) AS stored
FROM {{database}}.book
WHERE $__timeFilter(received_hour) AND outcome = 'stored' AND $__conditionalAll(source IN (${source:singlequote}), $source)
