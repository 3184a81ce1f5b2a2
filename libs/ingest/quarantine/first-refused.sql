-- Which lines of a log were refused first?
--
-- grain   one row per line, in the order of the log
-- window  some segments
-- cost    one read of the refusals of those segments
SELECT
    line_number AS line,
    reason,
    field
FROM quarantine
WHERE segment IN {segments:Array(String)}
ORDER BY line_number
LIMIT {most:UInt32}
