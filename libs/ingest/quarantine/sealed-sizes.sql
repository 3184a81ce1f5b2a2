-- Which refused lines can be driven again, whose are they, and how long are they?
--
-- Lines that name another source than their key may write for stay out: driven again they would belong to no key, and be believed.
--
-- grain   one row per line that is sealed and not settled, in the order of sources, segments and lines
-- window  [from, until) of receipt, after one line
-- cost    reads the order of sealed lines received in the window, not the lines
SELECT
    source,
    segment,
    line_number AS line,
    toUInt32(toUnixTimestamp(received_at)) AS received_at,
    toUInt32(length(sealed)) AS bytes
FROM {private:Identifier}.quarantined_line AS kept
INNER JOIN
(
    SELECT segment, line_number, toString(source) AS source
    FROM {database:Identifier}.quarantine
    WHERE (reason != 'foreign_source') AND (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))
        AND (empty({reasons:Array(String)}) OR (reason IN {reasons:Array(String)}))
        AND (empty({sources:Array(String)}) OR (source IN {sources:Array(String)}))
) AS refused USING (segment, line_number)
WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))
    -- Refused once more by this very run.
    AND (segment NOT IN (SELECT redriven_in FROM {database:Identifier}.settled_line WHERE settled_at >= toDateTime({started:UInt32})))
    AND ((source, segment, line_number) > ({after_source:String}, {after_segment:String}, {after_line:UInt32}))
    AND ((segment, line_number) NOT IN (SELECT segment, line_number FROM {database:Identifier}.settled_line WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))))
ORDER BY source, segment, line_number
LIMIT {most:UInt32}
