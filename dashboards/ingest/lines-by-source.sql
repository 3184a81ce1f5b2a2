-- Who sent how many lines?
--
-- grain   one row per interval and source
-- window  the range on screen, by hour of receipt
-- cost    the books alone
SELECT $__timeInterval(received_hour) AS time, source, sum(lines) AS lines
FROM {{database}}.book
WHERE $__timeFilter(received_hour) AND $__conditionalAll(source IN (${source:singlequote}), $source)
GROUP BY time, source
ORDER BY time, source
