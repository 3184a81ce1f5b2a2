-- How many refused lines lie sealed and unsettled?
--
-- grain   one row
-- window  [from, until) of receipt
-- cost    reads the order of sealed lines received in the window, not the lines
SELECT toUInt32(count()) AS lines
FROM {private:Identifier}.quarantined_line
WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))
    AND ((segment, line_number) IN (SELECT segment, line_number FROM {database:Identifier}.quarantine WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))
    AND (empty({reasons:Array(String)}) OR (reason IN {reasons:Array(String)}))
    AND (empty({sources:Array(String)}) OR (source IN {sources:Array(String)}))))
    AND ((segment, line_number) NOT IN (SELECT segment, line_number FROM {database:Identifier}.settled_line WHERE (received_at >= toDateTime({from:UInt32})) AND (received_at < toDateTime({until:UInt32}))))
