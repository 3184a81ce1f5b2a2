-- What do the tables that a load writes hold, whatever the order of their rows?
--
-- grain   one row per table
-- window  everything stored
-- cost    one pass over a few columns of each table
SELECT place, n, sum
FROM
(
    SELECT 'usage' AS place, toString(count()) AS n, toString(sum(cityHash64(source, id, at, status, segment = '') % 1000000007)) AS sum FROM usage
    UNION ALL
    SELECT 'record', toString(count()), toString(sum(cityHash64(record, body != 0) % 1000000007)) FROM record
    UNION ALL
    SELECT 'fingerprint', toString(count()), toString(sum(cityHash64(record, part, length) % 1000000007)) FROM fingerprint
    UNION ALL
    SELECT 'hours', toString(sum(requests)), toString(sum(limited)) FROM usage_hourly
    UNION ALL
    SELECT 'quarantine', toString(count()), toString(sum(cityHash64(reason, field, line_number) % 1000000007)) FROM quarantine
    UNION ALL
    SELECT concat('book ', outcome, ' ', reason), toString(sum(lines)), field FROM book GROUP BY outcome, reason, field
)
ORDER BY place, n, sum
