-- How many rows of one table belong to records of a key without naming it?
--
-- grain   one row
-- window  everything kept
-- cost    one read of the columns named
SELECT toUInt32(count()) AS rows
FROM {database:Identifier}.{table:Identifier}
WHERE record IN (SELECT record FROM {main:Identifier}.usage WHERE key IN {names:Array(String)})
