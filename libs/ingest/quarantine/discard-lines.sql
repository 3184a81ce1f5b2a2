-- Settles refused lines for good, without driving them again.
--
-- cost  one read of the sealed lines received in the window
INSERT INTO {database:Identifier}.settled_line (received_at, segment, line_number, settled, redriven_in, settled_at)
SELECT received_at, segment, line_number, 'discarded', '', toDateTime({now:UInt32}, 'UTC')
FROM {private:Identifier}.quarantined_line
WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))
    AND ((segment, line_number) IN (SELECT segment, line_number FROM {database:Identifier}.quarantine WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))
    AND (empty({reasons:Array(String)}) OR (reason IN {reasons:Array(String)}))
    AND (empty({sources:Array(String)}) OR (source IN {sources:Array(String)}))))
    AND ((segment, line_number) NOT IN (SELECT segment, line_number FROM {database:Identifier}.settled_line))
