-- How many lines were refused, for which reason, in which field, and how many of them are settled?
--
-- grain   one row per reason and field, most frequent first
-- window  [from, until) of receipt
-- cost    one read of the refusals received in the window and of those settled
SELECT
    reason,
    field,
    toUInt32(count()) AS lines,
    toUInt32(countIf((segment, line_number) IN (SELECT segment, line_number FROM settled_line WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))))) AS settled
FROM quarantine
WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))
    AND (empty({reasons:Array(String)}) OR (reason IN {reasons:Array(String)}))
    AND (empty({sources:Array(String)}) OR (source IN {sources:Array(String)}))
GROUP BY reason, field
ORDER BY lines DESC, reason, field
LIMIT {most:UInt32}
