-- What became of the lines that were received?
--
-- grain   one row per interval and outcome
-- window  the range on screen, by hour of receipt
-- cost    the books alone
SELECT $__timeInterval(received_hour) AS time, outcome, sum(lines) AS lines
FROM {{database}}.book
WHERE $__timeFilter(received_hour) AND $__conditionalAll(source IN (${source:singlequote}), $source)
GROUP BY time, outcome
ORDER BY time, outcome
