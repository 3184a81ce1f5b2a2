-- What became of the lines of one segment?
--
-- grain   one row per outcome, reason and field
-- window  one segment
-- cost    one read of the segment's few rows
SELECT
    outcome,
    reason,
    field,
    toUInt32(sum(lines)) AS lines
FROM book
WHERE segment = {segment:String}
GROUP BY outcome, reason, field
ORDER BY outcome, reason, field
