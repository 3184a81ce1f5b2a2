-- Which lines were refused lately?
--
-- grain   one row per line, newest first
-- window  [from, until) of receipt
-- cost    one read of the refusals received in the window
SELECT
    formatDateTime(received_at, '%Y-%m-%dT%H:%i:%S.000Z') AS at,
    segment,
    line_number AS line,
    source,
    reason,
    field,
    line_bytes AS bytes,
    shape,
    (segment, line_number) IN (SELECT segment, line_number FROM settled_line WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))) AS is_settled
FROM quarantine
WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))
    AND (empty({reasons:Array(String)}) OR (reason IN {reasons:Array(String)}))
    AND (empty({sources:Array(String)}) OR (source IN {sources:Array(String)}))
ORDER BY received_at DESC, segment, line_number
LIMIT {most:UInt32}
