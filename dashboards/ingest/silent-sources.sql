-- How many sources that used to write have not written for a day?
--
-- grain   one row
-- window  eight days before the end of the range; its last day against the seven before
-- cost    the books alone
SELECT countIf(last_hour < $__toTime - INTERVAL 1 DAY) AS silent
FROM
(
    SELECT source, max(received_hour) AS last_hour
    FROM {{database}}.book
    WHERE received_hour >= $__toTime - INTERVAL 8 DAY AND received_hour <= $__toTime AND source != '' AND $__conditionalAll(source IN (${source:singlequote}), $source)
    GROUP BY source
)
